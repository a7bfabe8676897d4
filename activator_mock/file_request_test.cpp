#include "activator_mock/file_request.hpp"

#include <gtest/gtest.h>

namespace activator {
namespace {

const auto lobby = *net::MacAddress::parse("0004f21a2457");

TEST(FileRequest, IsANumberAndAFileBelowTheBase) {
  const FileRequest expected{"020319816065", "0004f21a2457.cfg"};
  EXPECT_EQ(parse_file_request("/phoneprovisioning", "/phoneprovisioning/020319816065/0004f21a2457.cfg"), expected);
  EXPECT_EQ(parse_file_request("", "/020319816065/0004f21a2457.cfg"), expected);
  EXPECT_EQ(parse_file_request("/a/b", "/a/b/1/sip.ld"), (FileRequest{"1", "sip.ld"}));
  EXPECT_EQ(parse_file_request("/b", "/b/1/%73ip.ld"), (FileRequest{"1", "sip.ld"}));
}

TEST(FileRequest, IsNothingOfAnyOtherForm) {
  const std::string targets[] = {
      "",
      "/",
      "/b",
      "/b/",
      "/b/1",
      "/b/1/",
      "/b//sip.ld",
      "/b/1//sip.ld",
      "/b/1/sip.ld/",
      "/b/1/sub/sip.ld",
      "/bb/1/sip.ld",
      "/B/1/sip.ld",
      "//b/1/sip.ld",
      "/b/12a/sip.ld",
      "/b/-1/sip.ld",
      "/b/+1/sip.ld",
      "/b/1/..",
      "/b/1/.",
      "/b/1/.hidden",
      "/b/1/../2/sip.ld",
      "/b/../b/1/sip.ld",
      "/b/1/..%2f2%2fsip.ld",
      "/b/1/%2e%2e%2f2%2fsip.ld",
      "/b/1/%2e%2e/2/sip.ld",
      "/b/1/%252e%252e%252f2",
      "/b/1/..%5c..%5cx",
      "/b/1/%c0%ae%c0%ae%c0%afx",
      "/b/1/sip.ld%00.cfg",
      "/b/1/sip.ld%",
      "/b/1/sip.ld%2",
      "/b/1/sip.ld%zz",
      "/b/1/sip ld",
      "/b/1/sip.ld;x",
      "/b/1/~root",
      "/b/" + std::string(65, '1') + "/sip.ld",
      "/b/1/" + std::string(129, 'a'),
  };
  for (const auto& target : targets) EXPECT_FALSE(parse_file_request("/b", target)) << target;
}

TEST(FileRequest, SpellsTheHandsetsOwnMacInLowerCaseAndNothingElse) {
  EXPECT_EQ(spelled_for(lobby, "phone-0004F21A2457.cfg"), "phone-0004f21a2457.cfg");
  EXPECT_EQ(spelled_for(lobby, "0004F2000001.CFG"), "0004F2000001.CFG");
  EXPECT_EQ(spelled_for(lobby, "SIP.cfg"), "SIP.cfg");
}

TEST(FileRequest, TakesTheHandsetsOwnTwoLogsAsUploads) {
  EXPECT_TRUE(is_upload(lobby, "0004f21a2457-boot.log"));
  EXPECT_TRUE(is_upload(lobby, "0004f21a2457-app.log"));
  EXPECT_FALSE(is_upload(lobby, "0004f2000001-app.log"));
  EXPECT_FALSE(is_upload(lobby, "0004f21a2457.cfg"));
  EXPECT_FALSE(is_upload(lobby, "x0004f21a2457-app.log"));
}

}  // namespace
}  // namespace activator
