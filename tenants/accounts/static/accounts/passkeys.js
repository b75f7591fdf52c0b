// Says on the page that a passkey did not work; allauth's script tells only the console.
document.addEventListener("allauth.error", (event) => {
  const told = document.getElementById("passkey-failed");
  if (!told) return;
  event.preventDefault();
  told.hidden = false;
});
