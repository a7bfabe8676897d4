#include "phones/handset.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include "phones/office.hpp"

namespace phones {
namespace {

using net::Kind;
using testing::ElementsAre;

TEST(Handset, GoesFromPowerOnToProvisioned) {
  Office office;
  office.handset.power_on();
  ASSERT_TRUE(office.run_until(Kind::provisioned));
  EXPECT_THAT(
      office.asked(),
      ElementsAre("GET 2345-12450-001.bootrom.ld 404 complete", "GET bootrom.ld 200 cut",
                  "GET 0004f21a2457.cfg 200 complete", "GET 2345-12450-001.sip.ld 404 complete",
                  "GET sip.ld 200 cut", "PUT 0004f21a2457-boot.log 201 complete",
                  "GET 2345-12450-001.bootrom.ld 404 complete", "GET bootrom.ld 200 cut",
                  "GET 0004f21a2457.cfg 200 complete", "GET 2345-12450-001.sip.ld 404 complete",
                  "GET sip.ld 200 cut", "GET phone-0004f21a2457.cfg 200 complete", "GET phone1.cfg 200 complete",
                  "GET sip.cfg 200 complete", "GET 0004f21a2457-directory.xml 404 complete",
                  "GET 0004f21a2457-phone.cfg 404 complete", "PUT 0004f21a2457-app.log 201 complete"));
  const auto account = office.noted(Kind::provisioned).front();
  EXPECT_EQ(account.actor, "lobby");
  EXPECT_EQ(account.text("user"), "2001");
  EXPECT_EQ(account.text("server"), "10.0.0.5");
  EXPECT_EQ(account.text("file"), "phone-0004f21a2457.cfg");
  EXPECT_EQ(office.noted(Kind::pass_ended).front().text("outcome"), "provisioned");
}

TEST(Handset, TellsEachStepOfItsBoot) {
  Office office;
  office.handset.power_on();
  office.run_until(Kind::provisioned);
  std::vector<std::string> told;
  for (const auto& record : office.records) {
    if (record.kind == Kind::power) told.emplace_back(record.flag("on") ? "on" : "off");
    if (record.kind == Kind::dhcp_state) told.emplace_back(record.text("to"));
    if (record.kind == Kind::boot_phase) told.emplace_back(record.text("phase"));
    if (record.kind == Kind::leased) told.emplace_back(record.text("boot_server"));
  }
  EXPECT_THAT(told, ElementsAre("on", "bootrom", "SELECTING", "REQUESTING", "BOUND",
                                "http://192.168.100.1/phoneprovisioning/1", "application", "running"));
  const auto leased = office.noted(Kind::leased).front();
  EXPECT_EQ(leased.text("address"), "192.168.100.100");
  EXPECT_EQ(leased.text("server"), "192.168.100.1");
  EXPECT_EQ(leased.number("lease_time"), 86400);
  EXPECT_FALSE(leased.flag("renewal"));
}

TEST(Handset, DiscoversWithThePublishedOptions55And60) {
  Office office;
  office.handset.power_on();
  office.run_until(Kind::leased);
  const auto discover = office.last(net::DhcpType::discover);
  EXPECT_EQ(net::hex(*discover.option(55)), "011ca04203042a02060f");
  EXPECT_EQ(
      net::hex(*discover.option(60)),
      "0000363d7001"
      "07506f6c79636f6d0215536f756e64506f696e7449502d535049505f3435300310323334352d31323435302d3030312c31041d42522f"
      "342e312e322e303033372f31352d5365702d30382031323a3030051d42522f342e312e322e303033372f31352d5365702d3038203132"
      "3a3030");
}

TEST(Handset, WritesItsHeaderFieldsInLibcurlsOrder) {
  Office office;
  office.handset.power_on();
  office.run_until(Kind::provisioned);
  const auto names = [](const net::HttpRequest& request) {
    std::vector<std::string> found;
    for (const auto& [name, value] : request.fields) found.push_back(name);
    return found;
  };
  EXPECT_THAT(names(office.requests.front()), ElementsAre("User-Agent", "Host", "Accept"));
  EXPECT_THAT(names(office.requests.back()),
              ElementsAre("User-Agent", "Host", "Accept", "Content-Length", "Expect"));
  EXPECT_EQ(net::field(office.requests.front().fields, "User-Agent"),
            "FileTransport PolycomSoundPointIP-SPIP_450-UA/4.1.2.0037");
  EXPECT_EQ(net::field(office.requests.back().fields, "User-Agent"),
            "FileTransport PolycomSoundPointIP-SPIP_450-UA/3.1.2.0392");
  EXPECT_THAT(office.requests.back().body, testing::HasSubstr("|cfg  |3|00|phone1.cfg read, 9 octets\n"));
}

TEST(Handset, RenewsItsLeaseForAsLongAsItRuns) {
  Office office;
  office.handset.power_on();
  office.run_until(Kind::provisioned);
  office.run_for(49h);
  const auto leases = office.noted(Kind::leased);
  ASSERT_EQ(leases.size(), 5U);  // every 12 hours
  EXPECT_TRUE(leases.back().flag("renewal"));
  EXPECT_EQ(office.noted(Kind::boot_phase).size(), 3U);
  const auto renewal = office.last(net::DhcpType::request);
  EXPECT_EQ(renewal.ciaddr, net::Ipv4Address(192, 168, 100, 100));
  EXPECT_THAT(net::hex(*renewal.option(60)), testing::HasSubstr("5349502f332e312e322e30333932"));  // SIP/3.1.2.0392
}

TEST(Handset, BootsAgainFromTheDiscoverOnWhenItFoundNoAccount) {
  Office office;
  const auto master = office.files.extract("0004f21a2457.cfg").mapped();
  office.handset.power_on();
  ASSERT_TRUE(office.run_until(Kind::pass_ended));
  EXPECT_EQ(office.noted(Kind::pass_ended).front().text("why"),
            "not provisioned: no configuration: 0004f21a2457.cfg and 000000000000.cfg answered 404");
  const auto ended = office.loop.now();
  const auto first = office.last(net::DhcpType::discover).xid;
  office.files["0004f21a2457.cfg"] = master;
  ASSERT_TRUE(office.run_until(Kind::leased));
  EXPECT_EQ(office.loop.now(), ended + 30s);
  EXPECT_EQ(office.noted(Kind::leased).back().text("boot_server"), "http://192.168.100.1/phoneprovisioning/2");
  EXPECT_NE(office.last(net::DhcpType::discover).xid, first);
  EXPECT_TRUE(office.run_until(Kind::provisioned));
  EXPECT_EQ(office.noted(Kind::power).size(), 1U);
}

TEST(Handset, BeginsItsPhaseAnewWhenItsLeaseRunsOutInTheMiddleOfIt) {
  Office office;
  office.lease_time = 5s;
  office.answers_renewals = false;
  office.answers_requests = false;
  office.handset.power_on();
  office.run_for(4s);
  EXPECT_EQ(office.requests.back().target, "/phoneprovisioning/1/2345-12450-001.bootrom.ld");
  office.lease_time = 24h;
  office.answers_requests = true;
  ASSERT_TRUE(office.run_until(Kind::leased, 2s));
  office.run_for(500ms);
  EXPECT_EQ(office.asked(), std::vector<std::string>{"GET 2345-12450-001.bootrom.ld 0 reset"});
  EXPECT_EQ(office.noted(Kind::boot_decision)[1].text("text"), "the lease is lost: waiting for another");
  ASSERT_TRUE(office.run_until(Kind::provisioned));
  EXPECT_EQ(office.requests.back().target, "/phoneprovisioning/2/0004f21a2457-app.log");
  EXPECT_EQ(office.noted(Kind::http_done)[1].number("attempt"), 1);
}

TEST(Handset, SaysNothingMoreOnceItsPowerIsCut) {
  Office office;
  office.handset.power_on();
  office.run_until(Kind::http_done);
  office.handset.power_off();
  const auto said = office.frames.size();
  const auto noted = office.records.size();
  EXPECT_FALSE(office.records.back().flag("on"));
  office.run_for(48h);
  EXPECT_EQ(office.frames.size(), said);
  EXPECT_EQ(office.records.size(), noted);
}

TEST(Handset, StartsColdWhenPoweredAgain) {
  Office office;
  office.handset.power_on();
  office.run_until(Kind::http_done);
  const auto first = office.last(net::DhcpType::discover).xid;
  office.handset.power_off();
  office.handset.power_on();
  office.handset.power_on();  // it is on
  ASSERT_TRUE(office.run_until(Kind::provisioned));
  EXPECT_NE(office.last(net::DhcpType::discover).xid, first);
  EXPECT_EQ(office.noted(Kind::power).size(), 3U);
}

// Whoever reads the journal acts on it: the power may go inside any note, and come back in the same breath.
TEST(Handset, BearsHavingItsPlugPulledInsideAnyOfItsNotes) {
  for (std::size_t fatal = 1; fatal < 200; ++fatal) {
    Office office;
    std::size_t count = 0;
    office.watcher = [&](const net::Record& record) {
      if (record.kind == Kind::power || ++count != fatal) return;
      office.handset.power_off();
      office.handset.power_on();
    };
    office.handset.power_on();
    const bool provisioned = office.run_until(Kind::provisioned);
    EXPECT_TRUE(provisioned) << "after note " << fatal;
    if (office.noted(Kind::power).size() == 1) return;  // it had no more notes to make
  }
  FAIL() << "too many notes";
}

TEST(Handset, MayVanishInTheMiddleOfABoot) {
  net::VirtualLoop loop;
  net::MemoryCable cable(loop);
  net::NoNotes notes;
  {
    Handset handset({"lobby", net::MacAddress({0, 4, 0xf2, 0, 0, 1}), models().front(), std::nullopt}, loop,
                    cable.left(), net::Chance(1), notes);
    handset.power_on();
  }
  cable.right().send(net::Bytes(60, 0xff));
  EXPECT_FALSE(loop.run_until([] { return false; }, net::TimePoint::max()));
}

TEST(Handset, DoesTheSameAgainFromTheSameSeed) {
  const auto run = [] {
    Office office;
    office.handset.power_on();
    office.run_until(Kind::provisioned);
    std::string text;
    for (const auto& record : office.records) text += net::to_json(record, "") + "\n";
    return std::pair(text, office.frames);
  };
  EXPECT_EQ(run(), run());
}

struct NamedOffice : Office {
  NamedOffice() {
    host = "boot.example.net";
    name_servers = {net::Ipv4Address(192, 168, 100, 1)};
    names["boot.example.net"] = {net::Ipv4Address(192, 168, 100, 1)};
    handset.power_on();
  }
  [[nodiscard]] std::vector<std::string> lookups() const {
    std::vector<std::string> lines;
    for (const auto& record : noted(Kind::name_lookup)) {
      lines.push_back(fmt::format("{} {} {} {}", record.text("server"), record.text("outcome"),
                                  record.text("addresses"), record.number("attempt").value_or(0)));
    }
    return lines;
  }
};

TEST(Handset, LooksTheNameOfItsBootServerUp) {
  NamedOffice office;
  ASSERT_TRUE(office.run_until(Kind::provisioned));
  EXPECT_EQ(office.lookups(), std::vector<std::string>{"192.168.100.1 found 192.168.100.1 1"});
  EXPECT_EQ(office.noted(Kind::name_lookup)[0].text("name"), "boot.example.net");
  EXPECT_EQ(net::field(office.requests[0].fields, "Host"), "boot.example.net");
}

TEST(Handset, SaysWhenItsBootServersNameIsNotFound) {
  NamedOffice office;
  office.names.clear();
  ASSERT_TRUE(office.run_until(Kind::pass_ended));
  EXPECT_EQ(office.noted(Kind::pass_ended)[0].text("why"),
            "not provisioned: boot server boot.example.net: name not found");
  EXPECT_TRUE(office.requests.empty());
  office.names["boot.example.net"] = {net::Ipv4Address(192, 168, 100, 1)};
  EXPECT_TRUE(office.run_until(Kind::provisioned)) << "the next boot asks again";
}

TEST(Handset, SaysWhenNobodyToldItOfANameServer) {
  NamedOffice office;
  office.name_servers.clear();
  ASSERT_TRUE(office.run_until(Kind::pass_ended));
  EXPECT_EQ(office.noted(Kind::pass_ended)[0].text("why"),
            "not provisioned: boot server boot.example.net: no name server");
}

TEST(Handset, AsksASilentNameServerAgainAndThenGivesUp) {
  NamedOffice office;
  office.answers_queries = false;
  ASSERT_TRUE(office.run_until(Kind::pass_ended));
  EXPECT_EQ(office.lookups(), (std::vector<std::string>{"192.168.100.1 no answer  1", "192.168.100.1 no answer  2",
                                                        "192.168.100.1 no answer  3"}));
  EXPECT_EQ(office.noted(Kind::pass_ended)[0].text("why"),
            "not provisioned: boot server boot.example.net: no name server answered");
}

TEST(Handset, TriesTheAddressesOfANameInTurn) {
  NamedOffice office;
  office.names["boot.example.net"] = {net::Ipv4Address(192, 168, 100, 77), net::Ipv4Address(192, 168, 100, 1)};
  ASSERT_TRUE(office.run_until(Kind::provisioned, 2min));
  const auto done = office.noted(Kind::http_done);
  EXPECT_EQ(done.at(0).text("server"), "192.168.100.77:80");
  EXPECT_EQ(done.at(1).text("server"), "192.168.100.1:80");
  EXPECT_EQ(done.at(1).number("status"), 404);
  EXPECT_EQ(done.at(2).text("server"), "192.168.100.1:80") << "and stays with the one that answers";
}

TEST(Handset, LooksUpNothingMoreOnceItsPowerIsOff) {
  NamedOffice office;
  office.answers_queries = false;
  ASSERT_TRUE(office.run_until(Kind::name_lookup));
  office.handset.power_off();
  const auto heard = office.frames.size();
  office.run_for(1min);
  EXPECT_EQ(office.frames.size(), heard);
}

}  // namespace
}  // namespace phones
