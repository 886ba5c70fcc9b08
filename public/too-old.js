// Old JavaScript on purpose, and not compiled: it runs where the app can't.
;(function () {
  function say() {
    if (!document.getElementById('app').hasChildNodes()) document.getElementById('too-old').hidden = false
  }
  window.addEventListener('error', function (event) {
    if (/SyntaxError/.test(event.message)) say()
  })
  if (!('noModule' in document.createElement('script'))) say()
})()
