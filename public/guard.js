// The first script of the page: it runs before any other.

// A peer connection sends packets to any address, past the Content-Security-Policy, and nothing here needs one.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection'])
  delete window[name];

// When the program itself cannot start, nobody else is there to say so.
addEventListener(
  'error',
  () => {
    const root = document.getElementById('root');
    if (root === null || root.childElementCount > 0) return;
    const title = document.createElement('h1');
    title.textContent = 'StrataCAM could not start';
    const words = document.createElement('p');
    words.textContent =
      'A part of the page did not arrive, or this browser is too old for it. Reload the page. If that does not help, update the browser, or open the page in Chrome, Edge, Firefox or Safari in their present versions.';
    const main = document.createElement('main');
    main.setAttribute('role', 'alert');
    main.append(title, words);
    root.append(main);
  },
  // Errors of loading do not bubble.
  true,
);
