#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/source.hpp"

namespace scenarios {

// Collects what is wrong with one file, so that the author hears of everything at once.
class Mistakes {
 public:
  explicit Mistakes(std::string file) : file_(std::move(file)) {}

  // The diagnostic just noted, to add more help to; valid until the next one.
  Diagnostic& add(const Span& span, std::string sentence, std::string help = {});
  [[nodiscard]] bool none() const { return found_.empty(); }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] SourcePos at(const Span& span) const { return {file_, span.line, span.column}; }
  [[nodiscard]] std::vector<Diagnostic> in_order() const;  // of the file

 private:
  std::string file_;
  std::vector<Diagnostic> found_;
};

}  // namespace scenarios
