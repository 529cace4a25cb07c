/** Id of the scrubber's range input, for key handling and live announcements. */
export const scrubberId = 'layer-scrubber';
