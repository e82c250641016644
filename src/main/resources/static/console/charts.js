// Draws the table of a page as a chart, in the colours of the page.
(function () {
  var canvas = document.querySelector("canvas[data-table]");
  if (!canvas || !window.Chart) {
    return;
  }
  var rows = Array.prototype.slice.call(document.getElementById(canvas.dataset.table).tBodies[0].rows);
  var column = function (number) {
    return rows.map(function (row) { return Number(row.cells[number].textContent); });
  };
  var draw = function () {
    var style = getComputedStyle(document.documentElement);
    var colour = function (name) { return style.getPropertyValue(name).trim(); };
    Chart.defaults.color = colour("--soft");
    Chart.defaults.borderColor = colour("--line");
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    return new Chart(canvas, {
      data: {
        labels: rows.map(function (row) { return row.cells[0].textContent.slice(5); }),
        datasets: [
          {type: "bar", label: "Requested", data: column(1), backgroundColor: colour("--busy"), borderRadius: 3},
          {type: "bar", label: "Refunded", data: column(2), backgroundColor: colour("--brand"), borderRadius: 3},
          {
            type: "line", label: "Hours to the refund (half of them)", yAxisID: "hours", borderColor: colour("--wait"),
            backgroundColor: colour("--wait"), spanGaps: true, tension: .3, pointRadius: 2, borderWidth: 2,
            data: rows.map(function (row) {
              var hours = row.cells[3].dataset.hours;
              return hours ? Number(hours) : null;
            })
          }
        ]
      },
      options: {
        animation: false, maintainAspectRatio: false, interaction: {mode: "index", intersect: false},
        scales: {
          x: {grid: {display: false}, ticks: {maxRotation: 0, autoSkipPadding: 16}},
          y: {beginAtZero: true, ticks: {precision: 0}, title: {display: true, text: "Returns"}},
          hours: {position: "right", beginAtZero: true, grid: {display: false}, title: {display: true, text: "Hours"}}
        },
        plugins: {legend: {position: "bottom", labels: {boxWidth: 12}}}
      }
    });
  };
  var chart = draw();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    chart.destroy();
    chart = draw();
  });
})();
