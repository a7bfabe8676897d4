#include "reports/masking.hpp"

#include <gtest/gtest.h>

namespace reports {
namespace {

TEST(Masking, HidesTheNumberWhereverItStands) {
  EXPECT_EQ(mask_number("GET /phoneprovisioning/020319816065000000/sip.cfg -> 200"),
            "GET /phoneprovisioning/<number>/sip.cfg -> 200");
  EXPECT_EQ(mask_number("http://10.0.0.1/other/020319816065"), "http://10.0.0.1/other/<number>");
  EXPECT_EQ(mask_number("Rand 020319816065 [Name PhoneProv"), "Rand <number> [Name PhoneProv");
  EXPECT_EQ(mask_number("New Option 66 http://193.164.253.250/phoneprovisioning/02"),
            "New Option 66 http://193.164.253.250/phoneprovisioning/<number>")
      << "a line cut in the middle of the number";
  EXPECT_EQ(mask_number("asked for /p/020319816065. Then"), "asked for /p/<number>. Then");
  EXPECT_EQ(mask_number("'/p/020319816065'"), "'/p/<number>'");
}

TEST(Masking, LeavesWhatOnlyLooksLikeANumber) {
  for (const auto* const text : {"GET /phoneprovisioning/000000000000.cfg", "GET /p/000412345678-boot.log",
                                 "192.168.100.100:12345", "/a/12345/b", "mac 000412345678", "123456789012"}) {
    EXPECT_EQ(mask_number(text), text);
  }
}

TEST(Masking, HidesPasswordsAsWholeWords) {
  const Masker mask({"s3cret", "s3cret-2001", "pw", ""});
  EXPECT_EQ(mask("a s3cret, s3cret-2001 and xs3cret"), "a <password>, <password> and xs3cret");
  EXPECT_EQ(mask("a pw stays: too short to be told from a word"), "a pw stays: too short to be told from a word");
}

TEST(Masker, HidesTheNumbersItIsToldWhereverTheyStand) {
  const Masker mask({}, {"020319816065"});
  EXPECT_EQ(mask("no line 'x020319816065y'; 0203198160651"), "no line 'x<number>y'; <number>");
  EXPECT_EQ(mask("MAC 000412345678"), "MAC 000412345678");
}

TEST(Masker, HidesDigitsTooManyForAnythingElse) {
  EXPECT_EQ(mask_number("no line 'DHCP: Leased 674393565682351727x'"), "no line 'DHCP: Leased <number>x'");
}

TEST(Masker, LetsNoControlCharacterThrough) { EXPECT_EQ(Masker()("a\x1b[31m\x01\n"), "a?[31m?\n"); }

}  // namespace
}  // namespace reports
