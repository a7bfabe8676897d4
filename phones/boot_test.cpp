#include "phones/boot.hpp"

#include <gmock/gmock.h>

#include "phones/boot_story.hpp"

namespace phones {
namespace {

using testing::ElementsAre;

TEST(Boot, AsksForTheFilesOfBothPhasesInOrder) {
  BootStory phone;
  phone.boot();
  EXPECT_THAT(phone.asked, ElementsAre("GET 2345-12450-001.bootrom.ld", "GET bootrom.ld", "GET 0004f21a2457.cfg",
                                       "GET 2345-12450-001.sip.ld", "GET sip.ld", "PUT 0004f21a2457-boot.log",
                                       "GET 2345-12450-001.bootrom.ld", "GET bootrom.ld", "GET 0004f21a2457.cfg",
                                       "GET 2345-12450-001.sip.ld", "GET sip.ld", "GET phone-0004f21a2457.cfg",
                                       "GET phone1.cfg", "GET sip.cfg", "GET 0004f21a2457-directory.xml",
                                       "GET 0004f21a2457-phone.cfg", "PUT 0004f21a2457-app.log"));
}

TEST(Boot, EndsWithTheAccountTheFilesNamed) {
  BootStory phone;
  phone.boot();
  ASSERT_TRUE(phone.is<Running>());
  const SipAccount expected{"2001", "s3cret", "2001", "10.0.0.5", 0, "", "phone-0004f21a2457.cfg"};
  EXPECT_EQ(std::get<Running>(phone.state).account, expected);
  EXPECT_EQ(wakes_at(phone.state), std::nullopt);
}

TEST(Boot, TellsItsPhasesAndDecisions) {
  BootStory phone;
  phone.boot();
  EXPECT_THAT(
      phone.said_so,
      ElementsAre(
          "phase bootrom",
          "boot server http://193.164.253.250/phoneprovisioning/0203: used option 66; option 160 absent",
          "2345-12450-001.bootrom.ld answered 404: trying bootrom.ld", "bootrom.ld is current: 5 octets of it read",
          "0004f21a2457.cfg names application 'sip.ld' and files phone-0004f21a2457.cfg, phone1.cfg, sip.cfg",
          "2345-12450-001.sip.ld answered 404: trying sip.ld", "sip.ld is current: 5 octets of it read",
          "phase application", "2345-12450-001.bootrom.ld answered 404: trying bootrom.ld",
          "bootrom.ld is current: 5 octets of it read",
          "0004f21a2457.cfg names application 'sip.ld' and files phone-0004f21a2457.cfg, phone1.cfg, sip.cfg",
          "2345-12450-001.sip.ld answered 404: trying sip.ld", "sip.ld is current: 5 octets of it read",
          "SIP account of 2001 read from phone-0004f21a2457.cfg", "phase running"));
}

TEST(Boot, TakesSplitImagesWhereTheServerHasThem) {
  BootStory phone;
  phone.files["2345-12450-001.bootrom.ld"] = phone.files["2345-12450-001.sip.ld"] = answered(200, "image");
  phone.boot();
  EXPECT_THAT(phone.asked, testing::Not(testing::Contains("GET sip.ld")));
  EXPECT_TRUE(phone.is<Running>());
}

TEST(Boot, GoesToItsStaticBootServerWhateverDhcpSays) {
  BootStory phone;
  phone.static_boot_server = "http://193.164.253.250/phoneprovisioning/0999";
  phone.base = "/phoneprovisioning/0999/";
  phone.boot();
  EXPECT_TRUE(phone.is<Running>());
  EXPECT_TRUE(
      phone.said_that("boot server http://193.164.253.250/phoneprovisioning/0999: "
                      "used the static boot server; DHCP is not asked"));
}

TEST(Boot, SettlesASecondBeforeItsFirstFile) {
  BootStory phone;
  phone.now += 5s;
  phone.power_on().lease();
  EXPECT_FALSE(phone.fetch);
  EXPECT_EQ(wakes_at(phone.state), net::TimePoint{} + 6s);
}

TEST(Boot, AsksInTheWordsOfTheProgramThatRuns) {
  BootStory phone;
  phone.power_on().lease().wait();
  const net::HttpFields bootrom{{"User-Agent", "FileTransport PolycomSoundPointIP-SPIP_450-UA/4.1.2.0037"},
                                {"Host", "193.164.253.250"},
                                {"Accept", "*/*"}};
  EXPECT_EQ(phone.fetch->request.fields, bootrom);
  EXPECT_EQ(phone.fetch->phase, Phase::bootrom);
  while (phone.file() != "sip.cfg") phone.answer();
  const net::HttpFields application{{"User-Agent", "FileTransport PolycomSoundPointIP-SPIP_450-UA/3.1.2.0392"},
                                    {"Host", "193.164.253.250"},
                                    {"Accept", "*/*"}};
  EXPECT_EQ(phone.fetch->request.fields, application);
  EXPECT_EQ(phone.fetch->phase, Phase::application);
}

TEST(Boot, ReadsOnlyTheHeadOfAnImage) {
  BootStory phone;
  phone.power_on().lease().wait();
  EXPECT_EQ(phone.fetch->limits.cut_after, 4096U);
  while (phone.file() != "0004f21a2457.cfg") phone.answer();
  EXPECT_EQ(phone.fetch->limits.cut_after, std::nullopt);
  phone.answer();
  phone.after(Fetched{net::HttpOutcome::cut, 200, std::string(4096, 'x')});
  EXPECT_TRUE(phone.said_that("2345-12450-001.sip.ld is current: 4096 octets of it read"));
}

TEST(Boot, UploadsALogThatSaysWhatThePhaseDid) {
  BootStory phone;
  phone.power_on().lease().wait();
  while (phone.fetch->request.method != "PUT") phone.answer();
  const auto& request = phone.fetch->request;
  EXPECT_EQ(request.body,
            "000001.000|boot |3|00|2345-12450-001.bootrom.ld answered 404: trying bootrom.ld\n"
            "000001.000|boot |3|00|bootrom.ld is current: 5 octets of it read\n"
            "000001.000|boot |3|00|0004f21a2457.cfg names application 'sip.ld' and files phone-0004f21a2457.cfg, "
            "phone1.cfg, sip.cfg\n"
            "000001.000|boot |3|00|2345-12450-001.sip.ld answered 404: trying sip.ld\n"
            "000001.000|boot |3|00|sip.ld is current: 5 octets of it read\n");
  ASSERT_EQ(request.fields.size(), 5U);
  EXPECT_EQ(request.fields[3].first, "Content-Length");
  EXPECT_EQ(request.fields[3].second, std::to_string(request.body.size()));
  EXPECT_EQ(request.fields[4], (std::pair<std::string, std::string>{"Expect", "100-continue"}));
}

TEST(Boot, KeepsNoPasswordAndNoNumberInItsLogs) {
  BootStory phone;
  phone.power_on().lease();
  while (!phone.is<Running>()) {
    const auto body = phone.fetch ? phone.fetch->request.body : "";
    EXPECT_EQ(body.find("s3cret"), std::string::npos);
    EXPECT_EQ(body.find("0203"), std::string::npos);
    phone.fetch ? phone.answer() : phone.wait();
  }
}

TEST(Boot, FetchesTheResourcesOfItsModelLast) {
  BootStory phone;
  phone.model.resources = {"Leaf256x116.jpg"};
  phone.boot();
  EXPECT_EQ(phone.asked.back(), "GET Leaf256x116.jpg");
  EXPECT_TRUE(phone.is<Running>());
}

TEST(Boot, OfAModelWhoseApplicationTakesItsOwnLeaseAsksForOne) {
  BootStory phone;
  phone.model.dhcp.application_keeps_lease = false;
  phone.boot();
  EXPECT_TRUE(phone.is<AwaitingLease>());
  EXPECT_EQ(phone.restart, Restart::dhcp);
  EXPECT_EQ(phone.asked.back(), "PUT 0004f21a2457-boot.log");
  phone.lease().run();
  EXPECT_TRUE(phone.is<Running>());
}

TEST(Boot, StartsItsPhaseOverWithTheNumberOfANewLease) {
  BootStory phone;
  phone.power_on().lease().wait();
  while (phone.file() != "phone1.cfg") phone.answer();
  phone.after(LeaseLost{});
  EXPECT_TRUE(phone.is<AwaitingLease>());
  phone.said.option66 = "http://193.164.253.250/phoneprovisioning/0799";
  phone.base = "/phoneprovisioning/0799/";
  phone.asked.clear();
  phone.lease().run();
  EXPECT_EQ(phone.asked.front(), "GET 2345-12450-001.bootrom.ld");
  EXPECT_THAT(phone.asked, testing::Not(testing::Contains("PUT 0004f21a2457-boot.log")));  // the bootROM is past
  EXPECT_TRUE(phone.is<Running>());
}

TEST(Boot, OnceRunningCaresForNoLeaseAnyMore) {
  BootStory phone;
  phone.boot().after(LeaseLost{}).lease();
  EXPECT_TRUE(phone.is<Running>());
  EXPECT_FALSE(phone.fetch);
}

// Every (state, input) pair, by the index of the state it leads to: an arrow that was forgotten shows here.
TEST(Boot, HasAnAnswerForEveryPairOfStateAndInput) {
  const auto in = [](int which) {
    BootStory phone;
    if (which == 0) return phone;
    phone.power_on();
    if (which == 1) return phone;
    if (which == 3) phone.said.option66 = "http://boot.example.net/phoneprovisioning/0203";
    phone.lease();
    if (which == 2) return phone;
    if (which == 6) {
      phone.files.clear();
      phone.run();
    } else if (which == 7) {
      phone.run();
    } else {
      phone.wait();
      if (which == 5) phone.after(Fetched{net::HttpOutcome::refused, 0, ""});
    }
    return phone;
  };
  const std::size_t expected[8][7] = {
      // Begin, LeaseReady, LeaseLost, NameFound, NameNotFound, Fetched, Waited
      {1, 0, 0, 0, 0, 0, 0},  // Idle
      {1, 2, 1, 1, 1, 1, 1},  // AwaitingLease
      {2, 2, 1, 2, 2, 2, 4},  // Settling
      {3, 2, 1, 4, 6, 3, 3},  // Resolving
      {4, 2, 1, 4, 4, 4, 4},  // Fetching
      {5, 2, 1, 5, 5, 5, 4},  // Pausing
      {6, 6, 6, 6, 6, 6, 0},  // Waiting
      {7, 7, 7, 7, 7, 7, 7},  // Running
  };
  for (int s = 0; s < 8; ++s) {
    for (std::size_t i = 0; i < 7; ++i) {
      auto phone = in(s);
      ASSERT_EQ(phone.state.index(), static_cast<std::size_t>(s));
      const BootInput inputs[] = {Begin{},
                                  LeaseReady{phone.said},
                                  LeaseLost{},
                                  NameFound{{net::Ipv4Address(10, 0, 0, 1)}},
                                  NameNotFound{"name not found"},
                                  answered(404),
                                  Waited{}};
      phone.after(inputs[i]);
      EXPECT_EQ(phone.state.index(), expected[s][i]) << "state " << s << ", input " << i;
    }
  }
}

TEST(Boot, LooksANameUpBeforeTheFirstFileOnly) {
  BootStory phone;
  phone.said.option66 = "http://boot.example.net/phoneprovisioning/0203";
  phone.power_on().lease();
  EXPECT_FALSE(phone.resolve);
  phone.wait();
  EXPECT_EQ(phone.resolve, "boot.example.net");
  EXPECT_FALSE(phone.fetch);
  phone.after(NameFound{{net::Ipv4Address(10, 0, 0, 1)}});
  ASSERT_TRUE(phone.fetch);
  EXPECT_EQ(phone.fetch->server, (net::Endpoint{net::Ipv4Address(10, 0, 0, 1), 80}));
  EXPECT_FALSE(phone.resolve);
  EXPECT_TRUE(phone.said_that("boot server boot.example.net is 10.0.0.1"));
  phone.run();
  EXPECT_TRUE(phone.is<Running>()) << "the application uses the same address";
}

TEST(Boot, TriesEveryAddressOfANameHoweverFewTheTries) {
  BootStory phone;
  phone.model.http.tries = 1;
  phone.said.option66 = "http://boot.example.net/phoneprovisioning/0203";
  phone.power_on().lease().wait();
  phone.after(NameFound{{net::Ipv4Address(10, 0, 0, 1), net::Ipv4Address(10, 0, 0, 2)}});
  phone.after(Fetched{net::HttpOutcome::timed_out, 0, ""}).wait();
  EXPECT_EQ(phone.fetch->server.address, net::Ipv4Address(10, 0, 0, 2));
  EXPECT_TRUE(phone.said_that("asking boot.example.net at 10.0.0.2"));
  phone.after(answered(503));
  EXPECT_EQ(phone.fetch->server.address, net::Ipv4Address(10, 0, 0, 2)) << "an answer, if a bad one, is one";
}

}  // namespace
}  // namespace phones
