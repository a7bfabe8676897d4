#include "gateway/settings/password.hpp"

#include <gtest/gtest.h>

#include "gateway/settings/command.hpp"

namespace gateway {
namespace {

// python3: hashlib.pbkdf2_hmac("sha256", b"open sesame", bytes(range(0xf0, 0x100)), 1000)
constexpr std::string_view sesame =
    "$pbkdf2-sha256$1000$8PHy8/T19vf4.fr7/P3./w$5z5z7q8K2MQ3H9mCwH31nWWpXl7ApaYA9n0QdzQdQWw";

TEST(PasswordHash, KnowsAHashThatAnotherProgramMade) {
  const auto hash = PasswordHash::parse(sesame);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->verify("open sesame"));
  EXPECT_FALSE(hash->verify("open sesam"));
  EXPECT_FALSE(hash->verify("Open sesame"));
  EXPECT_FALSE(hash->verify(""));
  EXPECT_EQ(hash->text(), sesame);
}

TEST(PasswordHash, NoPasswordIsRightWhereThereIsNone) {
  EXPECT_FALSE(PasswordHash().is_set());
  EXPECT_FALSE(PasswordHash().verify(""));
}

TEST(PasswordHash, EveryoneHasASaltOfItsOwn) {
  const auto one = PasswordHash::of("open sesame", 10);
  const auto other = PasswordHash::of("open sesame", 10);
  EXPECT_NE(one, other);
  EXPECT_TRUE(one.verify("open sesame"));
  EXPECT_TRUE(other.verify("open sesame"));
  EXPECT_EQ(PasswordHash::parse(one.text()), one);
}

TEST(PasswordHash, TextThatIsAlmostAHashIsNone) {
  const std::string good(sesame);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(PasswordHash::parse(good.substr(0, size))) << size;
  EXPECT_FALSE(PasswordHash::parse(good + "A"));
  for (const auto* iterations : {"0", "01000", "-1", "1e3", "", "2000001", "99999999999"}) {
    auto text = good;
    EXPECT_FALSE(PasswordHash::parse(text.replace(15, 4, iterations))) << iterations;
  }
  for (const char wrong : {'+', '=', '$', ' ', '\0'}) {
    auto text = good;
    text[25] = wrong;
    EXPECT_FALSE(PasswordHash::parse(text)) << wrong;
  }
  auto loose = good;
  loose.back() = 'x';  // the last letter holds two bits of nothing
  EXPECT_FALSE(PasswordHash::parse(loose));
}

Settings after(const Settings& settings, std::string_view line) {
  return std::get<Settings>(obeyed(settings, std::get<Command>(parse_command(line))));
}

TEST(PasswordSetting, IsHashedAndShownAsItsHash) {
  const auto set = after({}, "Set Web Server Password open sesame");
  EXPECT_TRUE(set.web.password.verify("open sesame"));
  const auto shown = to_commands(set, "web server password");
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_TRUE(shown.front().starts_with("Set Web Server Password $pbkdf2-sha256$210000$")) << shown.front();
  EXPECT_EQ(after({}, shown.front()).web.password, set.web.password);
  EXPECT_FALSE(after(set, "Set Web Server Password").web.password.is_set());
}

TEST(PasswordSetting, ARefusalDoesNotRepeatThePassword) {
  for (const auto* line : {"Set Web Server Password sesame7", "Set Web Server Password $pbkdf2-sha256$sesame7"}) {
    const auto refusal = check_command(line);
    ASSERT_TRUE(refusal) << line;
    EXPECT_EQ(to_string(*refusal).find("sesame7"), std::string::npos) << to_string(*refusal);
    EXPECT_NE(refusal->help.find("8 to 128"), std::string::npos);
  }
}

}  // namespace
}  // namespace gateway
