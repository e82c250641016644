// Asks before what cannot be undone, keeps the search one key away, and looks at a file before it is sent.
document.addEventListener("submit", function (event) {
  var button = event.submitter;
  var question = button && button.getAttribute("data-confirm");
  if (question && !window.confirm(question)) {
    event.preventDefault();
  }
});
document.addEventListener("keydown", function (event) {
  var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find").focus();
  } else if (event.key === "j" || event.key === "k") {
    var links = Array.prototype.slice.call(document.querySelectorAll("main tbody td:first-child a, main .rows a, main .groups a"));
    if (links.length > 0) {
      var next = links.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
      links[Math.max(0, Math.min(links.length - 1, next))].focus();
    }
  }
});
document.addEventListener("change", function (event) {
  var field = event.target;
  if (field.type === "file" && field.hasAttribute("data-largest")) {
    var tooLarge = field.files.length > 0 && field.files[0].size > Number(field.getAttribute("data-largest"));
    field.setCustomValidity(tooLarge ? field.getAttribute("data-too-large") : "");
    field.reportValidity();
  }
});
