#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reports {

// Hides what only one handset and Activator may know: the random number (a path component of 12 or more digits, or
// any digits after /phoneprovisioning/ or the log's word Rand) becomes <number>; a password, as a whole word,
// <password>.
class Masker {
 public:
  explicit Masker(std::vector<std::string> passwords = {});
  [[nodiscard]] std::string operator()(std::string_view text) const;

 private:
  std::vector<std::string> passwords_;
};

std::string mask_number(std::string_view text);

}  // namespace reports
