#include "reports/handset_table.hpp"

#include <fmt/format.h>

#include "reports/masking.hpp"

namespace reports {

void HandsetTable::observe(const net::Record& record) {
  if (record.kind != net::Kind::http_done) return;
  const auto status = record.number("status");
  auto line = fmt::format("{} {} {} {} {}", record.actor, record.text("method"), mask_number(record.text("path")),
                          status ? std::to_string(*status) : "-", record.text("outcome"));
  by_handset_[record.actor].push_back(std::move(line));
}

std::vector<std::string> HandsetTable::lines() const {
  std::vector<std::string> out;
  for (const auto& [handset, exchanges] : by_handset_) out.insert(out.end(), exchanges.begin(), exchanges.end());
  return out;
}

std::string HandsetTable::text() const {
  std::string out;
  for (const auto& line : lines()) out += line + '\n';
  return out;
}

}  // namespace reports
