#include <gmock/gmock.h>

#include "phones/boot_story.hpp"

namespace phones {
namespace {

using testing::Contains;
using testing::Not;

const Fetched refused{net::HttpOutcome::refused, 0, ""};

TEST(BootFailure, WithoutAMasterFileIsSaidAndTriedAgainInHalfAMinute) {
  BootStory phone;
  phone.files.erase("0004f21a2457.cfg");
  phone.boot();
  ASSERT_TRUE(phone.is<Waiting>());
  EXPECT_TRUE(phone.said_that("0004f21a2457.cfg answered 404: trying 000000000000.cfg"));
  EXPECT_TRUE(
      phone.said_that("not provisioned: no configuration: 0004f21a2457.cfg and 000000000000.cfg answered 404"));
  EXPECT_EQ(phone.said_so.back(), "phase waiting");
  EXPECT_EQ(wakes_at(phone.state), phone.now + 30s);
  phone.wait();
  EXPECT_TRUE(phone.is<Idle>());
  EXPECT_EQ(phone.restart, Restart::handset);
}

TEST(BootFailure, OfItsOwnMasterLeadsToTheOneForEverybody) {
  BootStory phone;
  phone.files["000000000000.cfg"] = std::exchange(phone.files["0004f21a2457.cfg"], answered(404));
  phone.boot();
  EXPECT_TRUE(phone.is<Running>());
}

TEST(BootFailure, OfAMasterThatIsNoXmlEndsThePass) {
  BootStory phone;
  phone.files["0004f21a2457.cfg"] = answered(200, "<APPLICATION");
  phone.boot();
  EXPECT_TRUE(
      phone.said_that("not provisioned: no configuration: 0004f21a2457.cfg:1: Error parsing start element tag"));
}

TEST(BootFailure, WithoutABootServerIsSaid) {
  BootStory phone;
  phone.said = {};
  phone.boot();
  EXPECT_TRUE(phone.is<Waiting>());
  EXPECT_TRUE(phone.said_that("not provisioned: no boot server: option 160 and option 66 absent"));
}

TEST(BootFailure, OfABootServerOfAnotherKindIsSaid) {
  BootStory phone;
  phone.said.option66 = "https://10.0.0.1/";
  phone.boot();
  EXPECT_TRUE(phone.is<Waiting>());
  EXPECT_TRUE(
      phone.said_that("not provisioned: boot server 'https://10.0.0.1/': https is not simulated, only http"));
}

TEST(BootFailure, OfAServerOutOfReachIsTriedThreeTimesASecondApart) {
  BootStory phone;
  phone.power_on().lease().wait();
  for (int attempt = 1; attempt <= 3; ++attempt) {
    EXPECT_EQ(phone.fetch->attempt, attempt);
    EXPECT_EQ(phone.file(), "2345-12450-001.bootrom.ld");
    phone.after(refused);
    if (attempt == 3) break;
    EXPECT_EQ(wakes_at(phone.state), phone.now + 1s);
    phone.wait();
  }
  EXPECT_EQ(phone.file(), "0004f21a2457.cfg");  // the copy in flash serves; bootrom.ld may well exist
  EXPECT_EQ(phone.fetch->attempt, 1);
  for (int attempt = 1; attempt <= 2; ++attempt) phone.after(refused).wait();
  phone.after(refused);
  EXPECT_TRUE(phone.is<Waiting>());
  EXPECT_TRUE(phone.said_that("not provisioned: no configuration: 0004f21a2457.cfg failed: refused 3 times"));
}

TEST(BootFailure, OfTheServerItselfIsTriedAgainToo) {
  BootStory phone;
  phone.power_on().lease().wait();
  while (phone.file() != "sip.cfg") phone.answer();
  phone.after(answered(503));
  EXPECT_TRUE(phone.said_that("sip.cfg answered 503: try 2 of 3 in 1s"));
  phone.wait().run();
  EXPECT_TRUE(phone.is<Running>());
}

TEST(BootFailure, OfAConfigurationFileShowsInTheVerdict) {
  BootStory phone;
  phone.files.erase("phone-0004f21a2457.cfg");
  phone.files.erase("phone1.cfg");
  phone.boot();
  EXPECT_TRUE(phone.is<Waiting>());
  EXPECT_THAT(phone.asked, Contains("GET sip.cfg"));
  EXPECT_TRUE(
      phone.said_that("not provisioned: no SIP account: reg.1.auth.userId is missing; "
                      "phone-0004f21a2457.cfg answered 404, phone1.cfg answered 404"));
}

TEST(BootFailure, OfAMalformedConfigurationFileCostsThatFileOnly) {
  BootStory phone;
  phone.files["phone1.cfg"] = answered(200, "<phone1>");
  phone.boot();
  EXPECT_TRUE(phone.is<Running>());
  EXPECT_TRUE(phone.said_that("phone1.cfg:1: Start-end tags mismatch"));
}

TEST(BootFailure, OfALogUploadIsNoFailure) {
  BootStory phone;
  phone.power_on().lease().wait();
  while (!phone.is<Running>()) {
    if (!phone.fetch) {
      phone.wait();
    } else if (phone.fetch->request.method == "PUT") {
      phone.after(answered(405));
    } else {
      phone.answer();
    }
  }
  EXPECT_TRUE(phone.is<Running>());
}

TEST(BootFailure, NeverComesFromANameTheHandsetCannotAskFor) {
  BootStory phone;
  phone.files["0004f21a2457.cfg"] = answered(
      200,
      "<APPLICATION CONFIG_FILES=\"http://10.0.0.9/x.cfg, a&#13;&#10;b.cfg, phone-0004f21a2457.cfg, sip.cfg\"/>");
  phone.boot();
  EXPECT_TRUE(phone.is<Running>());
  EXPECT_TRUE(phone.said_that("'http://10.0.0.9/x.cfg' is no name of a file on the boot server"));
  EXPECT_THAT(phone.asked, Not(Contains("GET sip.ld")));  // no application was named
}

}  // namespace
}  // namespace phones
