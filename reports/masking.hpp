#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace reports {

// Hides what only one handset and Activator may know: the random number (a path component of 12 or more digits, or
// any digits after /phoneprovisioning/ or the log's word Rand, 13 digits or more anywhere, and the numbers given,
// wherever they stand) becomes <number>; a password, as a whole word, <password>. Control characters become '?'.
class Masker {
 public:
  explicit Masker(std::vector<std::string> passwords = {}, const std::vector<std::string>& numbers = {});
  [[nodiscard]] std::string operator()(std::string_view text) const;

 private:
  std::vector<std::string> passwords_;
  std::unordered_set<std::string> numbers_;
};

std::string mask_number(std::string_view text);

}  // namespace reports
