#include "activator_mock/account.hpp"

#include <gtest/gtest.h>

namespace activator {
namespace {

TEST(Account, IsReadFromTelewaresAnswer) {
  const Account expected{"2001", "s3cret", "sip.example", "21", "Acme"};
  EXPECT_EQ(parse_account(
                R"({"user":"2001","password":"s3cret","server":"sip.example","extension":"21","reseller":"Acme"})"),
            expected);
}

TEST(Account, IsNothingWhenAMemberIsMissingOrNoText) {
  EXPECT_FALSE(parse_account(R"({"user":"2001","password":"s3cret","server":"sip.example","extension":"21"})"));
  EXPECT_FALSE(parse_account(R"({"user":2001,"password":"s","server":"x","extension":"21","reseller":"Acme"})"));
  EXPECT_FALSE(parse_account("<html>"));
  EXPECT_FALSE(parse_account("[]"));
  EXPECT_FALSE(parse_account(""));
}

}  // namespace
}  // namespace activator
