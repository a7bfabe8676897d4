#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::web {

// Text that is HTML. What somebody typed becomes one only through `text`, or as an attribute, and both escape it:
// it can never become a tag.
class Html {
 public:
  Html() = default;
  Html& operator+=(const Html& more) {
    text_ += more.text_;
    return *this;
  }
  friend Html operator+(Html first, const Html& second) { return std::move(first += second); }
  [[nodiscard]] const std::string& string() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;
  explicit Html(std::string text) : text_(std::move(text)) {}
  friend Html text(std::string_view typed);
  friend Html tag(std::string_view name, const Attributes& attributes, const Html& inside);
  friend Html lone_tag(std::string_view name, const Attributes& attributes);

  std::string text_;
};

using Attributes = std::vector<std::pair<std::string_view, std::string>>;  // an empty value: the name alone

Html text(std::string_view typed);
Html tag(std::string_view name, const Attributes& attributes, const Html& inside);
Html tag(std::string_view name, const Html& inside);
Html tag(std::string_view name, std::string_view typed);
Html lone_tag(std::string_view name, const Attributes& attributes);  // input, link, meta: nothing inside, no end
Html link(const std::string& to, std::string_view name);
std::string document(const Html& html);  // with its doctype

}  // namespace gateway::web
