// Before the first paint, so that a chosen theme does not flash. The choice is made in src/ui/theme.ts.
try {
  const theme = localStorage.getItem('stratacam.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be refused; the system's theme is used then.
}
