#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "phones/boot.hpp"

namespace phones {

inline Fetched answered(int status, std::string body = "") {
  return {net::HttpOutcome::complete, status, std::move(body)};
}

// Test helper: walks one boot through a story, with a server that is a list of files. A file that is not listed is
// answered 404; a PUT is taken.
struct BootStory {
  Model model = *find_model("SoundPoint IP 450");
  net::MacAddress mac{{0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57}};
  std::optional<std::string> static_boot_server;
  BootServerOptions said{std::nullopt, "http://193.164.253.250/phoneprovisioning/0203"};
  std::string base = "/phoneprovisioning/0203/";
  std::map<std::string, Fetched> files{
      {"bootrom.ld", answered(200, "image")},
      {"sip.ld", answered(200, "image")},
      {"0004f21a2457.cfg",
       answered(
           200,
           R"(<APPLICATION APP_FILE_PATH="sip.ld" CONFIG_FILES="phone-0004f21a2457.cfg, phone1.cfg, sip.cfg"/>)")},
      {"phone-0004f21a2457.cfg",
       answered(200, R"(<p reg.1.auth.userId="2001" reg.1.auth.password="s3cret" reg.1.address="2001"/>)")},
      {"phone1.cfg", answered(200, R"(<p reg.1.auth.userId="nobody"/>)")},
      {"sip.cfg", answered(200, R"(<s voIpProt.server.1.address="10.0.0.5"/>)")},
  };

  net::TimePoint now{};
  BootState state = Idle{};
  std::optional<Fetch> fetch;               // the request under way
  Restart restart = Restart::none;          // of the last step
  std::optional<std::string> resolve;       // of the last step
  std::vector<std::string> asked, said_so;  // "GET sip.cfg"; the notes as sentences

  BootStory& after(BootInput input) {
    auto next = step(std::move(state), std::move(input), {model, mac, static_boot_server, now, net::TimePoint{}});
    state = std::move(next.next);
    if (next.fetch || !is<Fetching>()) fetch = std::move(next.fetch);
    restart = next.restart;
    resolve = next.resolve;
    for (const auto& note : next.notes) said_so.push_back(sentence(note));
    if (fetch && next.fetch) asked.push_back(fetch->request.method + " " + file());
    return *this;
  }
  BootStory& power_on() { return after(Begin{}); }
  BootStory& lease() { return after(LeaseReady{said}); }
  BootStory& wait() {
    now = wakes_at(state).value();
    return after(Waited{});
  }
  BootStory& answer() {
    if (fetch->request.method == "PUT") return after(answered(201));
    const auto found = files.find(file());
    return after(found != files.end() ? found->second : answered(404, "not here"));
  }
  BootStory& run() {  // to where it rests: running, waiting to reboot, or without a lease
    while (is<Settling>() || is<Fetching>() || is<Pausing>()) is<Fetching>() ? answer() : wait();
    return *this;
  }
  BootStory& boot() { return power_on().lease().run(); }

  template <typename State>
  [[nodiscard]] bool is() const {
    return std::holds_alternative<State>(state);
  }
  [[nodiscard]] std::string file() const {  // asked for now, below the boot server's directory
    EXPECT_TRUE(fetch->request.target.starts_with(base)) << fetch->request.target;
    return fetch->request.target.substr(base.size());
  }
  [[nodiscard]] bool said_that(const std::string& text) const {
    return std::find(said_so.begin(), said_so.end(), text) != said_so.end();
  }

  static std::string sentence(const BootNote& note) {
    if (const auto* phase = std::get_if<PhaseEntered>(&note)) return "phase " + phase->phase;
    if (const auto* ended = std::get_if<PassEnded>(&note)) return ended->why;
    return std::get<Decided>(note).text;
  }
};

}  // namespace phones
