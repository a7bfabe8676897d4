#include "gateway/web/status_view.hpp"

namespace gateway::web {

Html facts_view(const Facts& facts) {
  Html all;
  for (const auto& [label, value] : facts) all += tag("dt", label) + tag("dd", value);
  return tag("dl", {{"class", "facts"}}, all);
}

Html table_view(const Table& table, std::string_view when_empty) {
  if (table.rows.empty()) return tag("p", {{"class", "lead"}}, text(when_empty));
  Html columns;
  for (const auto& column : table.columns) columns += tag("th", {{"scope", "col"}}, text(column));
  Html rows;
  for (const auto& row : table.rows) {
    Html cells;
    for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i)
      cells += tag("td", {{"data-label", table.columns[i]}}, text(row[i]));
    rows += tag("tr", cells);
  }
  auto all = tag("table", {{"class", "cards"}}, tag("thead", tag("tr", columns)) + tag("tbody", rows));
  if (table.left_out > 0)
    all += tag("p", {{"class", "lead"}}, text("and " + std::to_string(table.left_out) + " more"));
  return all;
}

Html log_view(const std::vector<std::string>& newest_first) {
  if (newest_first.empty()) return tag("p", {{"class", "lead"}}, text("The event log is empty."));
  Html entries;
  for (const auto& entry : newest_first) entries += tag("li", entry);
  return tag("p", {{"class", "lead"}}, text("The newest entry comes first.")) +
         tag("ol", {{"class", "log"}}, entries);
}

std::string in_words(std::chrono::seconds duration) {
  constexpr std::pair<long long, const char*> units[] = {{86400, " d"}, {3600, " h"}, {60, " min"}, {1, " s"}};
  auto left = duration.count();
  std::string words;
  int used = 0;
  for (const auto& [size, name] : units) {
    const auto count = left / size;
    left %= size;
    if (used == 0 && count == 0 && size > 1) continue;
    if (used++ == 2) break;
    if (used == 2 && count == 0) break;
    words += (words.empty() ? "" : " ") + std::to_string(count) + name;
  }
  return words;
}

}  // namespace gateway::web
