#include "activator_mock/numbers.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace activator {
namespace {

using namespace std::chrono_literals;
using Standing = Numbers::Standing;

const auto lobby = *net::MacAddress::parse("0004f21a2457");
const auto kitchen = *net::MacAddress::parse("0004f2000001");
constexpr net::TimePoint start{};

// Numbers that live 24 hours, and a clock.
class NumbersTest : public testing::Test {
 protected:
  void lead(const std::string& number, net::MacAddress mac) {
    numbers_.announce(number, mac, now_);
    numbers_.open(number, mac, now_);
  }
  std::optional<net::MacAddress> find(std::string_view number) { return numbers_.find(number, now_); }

  net::TimePoint now_ = start;
  Numbers numbers_{24h};
};

TEST_F(NumbersTest, LeadToTheirHandsetOnlyWhenTheDirectoryIsThere) {
  numbers_.announce("111", lobby, now_);
  EXPECT_FALSE(find("111"));
  EXPECT_EQ(numbers_.standing("111", now_), Standing::announced);
  EXPECT_TRUE(numbers_.open("111", lobby, now_));
  EXPECT_EQ(find("111"), lobby);
  EXPECT_FALSE(find("112"));
  EXPECT_FALSE(find(""));
}

TEST_F(NumbersTest, EndWhenANewerOneIsAnnouncedForTheSameHandset) {
  lead("111", lobby);
  lead("999", kitchen);
  numbers_.announce("222", lobby, now_);
  EXPECT_EQ(numbers_.standing("111", now_), Standing::unknown);
  EXPECT_EQ(find("999"), kitchen);
  EXPECT_FALSE(numbers_.open("111", lobby, now_)) << "a late answer must not bring the old number back";
  EXPECT_TRUE(numbers_.open("222", lobby, now_));
}

TEST_F(NumbersTest, LiveForOneDayFromTheirAnnouncement) {
  lead("111", lobby);
  now_ = start + 24h - 1ns;
  EXPECT_EQ(find("111"), lobby);
  now_ = start + 24h;
  EXPECT_FALSE(find("111"));
  EXPECT_FALSE(numbers_.open("111", lobby, now_));
}

TEST_F(NumbersTest, AnnouncedAgainStayOpenAndLiveLonger) {
  lead("111", lobby);
  now_ += 12h;
  numbers_.announce("111", lobby, now_);
  EXPECT_EQ(find("111"), lobby);
  now_ = start + 30h;
  lead("222", kitchen);  // forgets what has ended by now
  EXPECT_EQ(find("111"), lobby);
}

TEST_F(NumbersTest, WithdrawnBeforeTheyOpenAreGoneAndOpenOnesStay) {
  numbers_.announce("111", lobby, now_);
  numbers_.withdraw("111", lobby);
  EXPECT_EQ(numbers_.standing("111", now_), Standing::unknown);
  lead("222", lobby);
  numbers_.withdraw("222", lobby);
  EXPECT_EQ(find("222"), lobby);
}

TEST_F(NumbersTest, DrawnTwiceForTwoHandsetsBelongToTheLater) {
  lead("111", lobby);
  numbers_.announce("111", kitchen, now_);
  EXPECT_FALSE(find("111"));
  EXPECT_FALSE(numbers_.open("111", lobby, now_));
  numbers_.withdraw("111", lobby);
  EXPECT_TRUE(numbers_.open("111", kitchen, now_));
  EXPECT_EQ(find("111"), kitchen);
  lead("222", lobby);
  EXPECT_EQ(find("111"), kitchen) << "the first handset's next number must not end the second's";
}

TEST_F(NumbersTest, AreForgottenWhenTheyHaveEnded) {
  for (int i = 0; i < 1000; ++i) lead(std::to_string(i), lobby.plus(static_cast<std::uint64_t>(i)));
  EXPECT_EQ(numbers_.size(), 1000U);
  now_ += 24h;
  lead("x", kitchen);
  EXPECT_EQ(numbers_.size(), 1U);
}

TEST_F(NumbersTest, TellTheWatcherWhatOpenedAndWhatEnded) {
  std::vector<std::string> told;
  numbers_.watch([&](const std::string& number) { told.push_back(number); });
  numbers_.announce("111", lobby, now_);
  EXPECT_TRUE(told.empty());
  numbers_.open("111", lobby, now_);
  numbers_.announce("222", lobby, now_);
  numbers_.withdraw("222", lobby);
  EXPECT_EQ(told, (std::vector<std::string>{"111", "111", "222"}));
}

}  // namespace
}  // namespace activator
