#pragma once

#include <gtest/gtest.h>

#include <string>

#include "scenarios/reader.hpp"
#include "scenarios/runner.hpp"
#include "scenarios/test_support.hpp"

namespace scenarios {

// A scenario's steps, and the words in which a test says what happens in the world meanwhile. There are a handset
// `lobby` and a group `office` of three.
class Story : public ::testing::Test {
 protected:
  void steps(const std::string& lines) {
    auto reading = read_scenario(R"(version: 1
name: story
seed: 7
teleware:
  accounts: [{phone: lobby, reseller: Acme, extension: 2001, password: s3cret}]
phones:
  lobby: {model: SoundPoint IP 450, mac: 0004f21a2457}
  office: {model: SoundPoint IP 450, mac: 0004f2000001, count: 3}
steps:
)" + lines,
                                 "story.yaml", FakeVocabulary());
    ASSERT_EQ(print(reading), "");
    scenario = *reading.scenario;
  }

  // What a handset does once it is on, after so long.
  void then(net::Duration delay, const std::function<void()>& what) {
    world.when_on = [this, delay, what, before = world.when_on](std::string_view phone) {
      if (before) before(phone);
      world.in(delay, what);
    };
  }

  CaseResult run() {
    options.world = WorldKind::memory;
    return run_case(scenario, world, options);
  }

  std::string mac(const std::string& name) const {
    for (const auto& phone : scenario.phones) {
      if (phone.name == name) return config_stem(phone.mac);
    }
    return "";
  }

  void ack(const std::string& phone, const char* address, const std::string& option66,
           const char* xid = "00000001") {
    world.journal().note(
        net::Kind::dhcp_frame, "lan",
        {{"message", "ACK"}, {"mac", mac(phone)}, {"xid", xid}, {"yiaddr", address}, {"option66", option66}});
  }
  void leases(const std::string& phone, const char* address, const std::string& option66,
              const char* xid = "00000001") {
    ack(phone, address, option66, xid);
    says_leased(phone, address, option66);
  }
  void says_leased(const std::string& phone, const char* address, const std::string& option66,
                   bool renewal = false) {
    world.journal().note(net::Kind::leased, phone,
                         {{"address", address}, {"boot_server", option66}, {"renewal", renewal}});
  }
  void asks(const std::string& phone, const std::string& path) {
    for (const auto* const segment : {"lan", "wan"}) {
      const auto from = std::string(segment) == "lan" ? mac(phone) : "020000000001";
      world.journal().note(net::Kind::http_request_frame, segment,
                           {{"mac", from}, {"method", "GET"}, {"path", path}});
    }
  }
  void is_answered(const std::string& path, int status) {
    world.journal().note(net::Kind::file_answered, "activator",
                         {{"method", "GET"}, {"path", path}, {"status", status}});
  }
  void says_got(const std::string& phone, const std::string& path, int status) {
    world.journal().note(net::Kind::http_done, phone,
                         {{"method", "GET"}, {"path", path}, {"status", status}, {"outcome", "complete"}});
  }
  void gets(const std::string& phone, const std::string& path, int status) {
    asks(phone, path);
    is_answered(path, status);
    says_got(phone, path, status);
  }
  void event(const std::string& phone, const char* event_class, int subclass, bool duplicate = false) {
    world.journal().note(net::Kind::event_received, "activator",
                         {{"class", event_class},
                          {"subclass", subclass},
                          {"mac", mac(phone)},
                          {"severity", "Notice"},
                          {"duplicate", duplicate},
                          {"status", 200}});
  }
  void provisioned(const std::string& phone, const char* user) {
    world.journal().note(net::Kind::provisioned, phone, {{"user", user}, {"file", "phone1.cfg"}});
  }
  void logs(const std::string& line) { world.journal().note(net::Kind::gateway_log, "gateway", {{"line", line}}); }

  Scenario scenario;
  FakeWorld world;
  RunOptions options;
};

}  // namespace scenarios
