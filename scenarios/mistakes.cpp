#include "scenarios/mistakes.hpp"

#include <algorithm>
#include <tuple>

namespace scenarios {

Diagnostic& Mistakes::add(const Span& span, std::string sentence, std::string help) {
  auto& diagnostic = found_.emplace_back();
  diagnostic.where = at(span);
  diagnostic.underline = span.length;
  diagnostic.sentence = std::move(sentence);
  if (!help.empty()) diagnostic.help.push_back(std::move(help));
  return diagnostic;
}

std::vector<Diagnostic> Mistakes::in_order() const {
  auto all = found_;
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
  });
  return all;
}

}  // namespace scenarios
