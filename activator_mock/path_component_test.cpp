#include "activator_mock/path_component.hpp"

#include <gtest/gtest.h>

#include <set>

namespace activator {
namespace {

struct Row {
  std::string reseller, component;
};

TEST(PathComponent, MakesOneHarmlessComponentOfAnyName) {
  const Row rows[] = {
      {"Acme", "Acme"},
      {"Acme Ltd.", "Acme%20Ltd."},
      {"", "%"},
      {".", "%2E"},
      {"..", "%2E."},
      {"../x", "%2E.%2Fx"},
      {"/etc/passwd", "%2Fetc%2Fpasswd"},
      {"a\\b", "a%5Cb"},
      {".hidden", "%2Ehidden"},
      {"%", "%25"},
      {"a~b", "a%7Eb"},
      {std::string("nul\0l", 5), "nul%00l"},
      {"line\nend\x7f", "line%0Aend%7F"},
      {"caf\xc3\xa9", "caf%C3%A9"},
  };
  for (const auto& row : rows) EXPECT_EQ(safe_component(row.reseller), row.component) << row.reseller;
}

TEST(PathComponent, CutsWhatIsTooLongAndKeepsDifferentNamesApart) {
  const std::string head(5000, 'a');
  EXPECT_EQ(safe_component(std::string(120, 'a')), std::string(120, 'a'));
  EXPECT_EQ(safe_component(head).size(), 120U);
  EXPECT_NE(safe_component(head + "x"), safe_component(head + "y"));
  EXPECT_EQ(safe_component(head + "x"), safe_component(head + "x"));
}

TEST(PathComponent, NeverCutsInsideAnEscape) {
  for (std::size_t lead = 0; lead < 6; ++lead) {
    const auto component = safe_component(std::string(lead, 'a') + std::string(200, '/'));
    ASSERT_LE(component.size(), 120U);
    const auto tilde = component.find('~');
    ASSERT_NE(tilde, std::string::npos);
    EXPECT_EQ((tilde - lead) % 3, 0U) << component;
  }
}

TEST(PathComponent, GivesDifferentNamesToDifferentOctets) {
  std::set<std::string> seen;
  for (int c = 0; c < 256; ++c) seen.insert(safe_component(std::string(1, static_cast<char>(c))));
  EXPECT_EQ(seen.size(), 256U);
}

}  // namespace
}  // namespace activator
