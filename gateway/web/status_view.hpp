#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "gateway/web/html.hpp"

namespace gateway::web {

using Facts = std::vector<std::pair<std::string, std::string>>;  // label and value

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // each as long as the columns
  std::size_t left_out = 0;                    // rows there are besides
};

Html facts_view(const Facts& facts);
Html table_view(const Table& table, std::string_view when_empty);
Html log_view(const std::vector<std::string>& newest_first);

std::string in_words(std::chrono::seconds duration);  // "3 d 4 h", "12 min 5 s"

}  // namespace gateway::web
