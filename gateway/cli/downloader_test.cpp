#include "gateway/cli/downloader.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <system_error>

#include "gateway/settings/profile.hpp"
#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;

struct TestClient : net::HttpClient {
  explicit TestClient(net::Loop& on) : loop(on) {}
  void request(net::HttpRequest request, net::Endpoint, const net::HttpLimits& limits, Done done) override {
    asked.push_back(request.method + " " + request.target);
    last_limits = limits;
    net::HttpResult result{net::HttpOutcome::timed_out, std::nullopt};
    if (!prepared.empty()) {
      result = prepared.front();
      prepared.pop_front();
    }
    timers.push_back(loop.after(20ms, [done = std::move(done), result] { done(result); }));
  }
  net::Loop& loop;
  std::vector<std::string> asked;
  net::HttpLimits last_limits;
  std::deque<net::HttpResult> prepared;
  std::vector<net::Timer> timers;
};

struct Desk {
  Settings settings = *profile("note");
  net::VirtualLoop loop;
  TestClient http{loop};
  std::string kept, failure, said;
  bool disk_full = false;
  std::unique_ptr<Downloader> downloader = std::make_unique<Downloader>(
      settings, Downloader::Uses{.loop = loop,
                                 .http = http,
                                 .keep =
                                     [this](std::string_view name, net::BytesView content) {
                                       if (disk_full)
                                         throw std::system_error(ENOSPC, std::generic_category(), "write it");
                                       kept = std::string(name) + "=" + std::string(net::as_text(content));
                                       return "/downloads/" + std::string(name);
                                     },
                                 .failed = [this](const std::string& why) { failure = why; }});

  const std::string& fetches(std::string_view name) {
    downloader->fetch(name, [this](std::string answer) { said = std::move(answer); });
    loop.run_until([] { return false; }, loop.now() + 1h);
    return said;
  }
  void will_answer(int status, std::string body) {
    http.prepared.push_back({net::HttpOutcome::complete, net::HttpResponse{status, {}, std::move(body)}});
  }
};

TEST(Downloader, KeepsTheFileAndSaysWhere) {
  Desk desk;
  desk.will_answer(200, "hello");
  EXPECT_EQ(desk.fetches("x/boot.ini"),
            "ok: 200, 5 octets of http://193.164.253.250/x/boot.ini, kept as /downloads/boot.ini");
  EXPECT_EQ(desk.http.asked, std::vector<std::string>{"GET /x/boot.ini"});
  EXPECT_EQ(desk.kept, "boot.ini=hello");
  EXPECT_EQ(desk.failure, "");
}

TEST(Downloader, ARefusalOfTheServerIsNotTriedAgain) {
  Desk desk;
  desk.will_answer(404, "no");
  EXPECT_EQ(desk.fetches("x"), "error: http://193.164.253.250/x: 404 Not Found");
  EXPECT_EQ(desk.failure, "http://193.164.253.250/x: 404 Not Found");
  EXPECT_EQ(desk.http.asked.size(), 1U);
  EXPECT_EQ(desk.kept, "");
}

TEST(Downloader, ASilentServerIsAskedAgainAsOftenAsTheSettingsSay) {
  Desk desk;
  desk.settings.http.connection_retries = 2;
  desk.settings.http.inactivity_timeout = 7s;
  EXPECT_EQ(desk.fetches("x"), "error: http://193.164.253.250/x: timed out after 3 tries");
  EXPECT_EQ(desk.http.asked.size(), 3U);
  EXPECT_EQ(desk.http.last_limits.inactivity, net::Duration(7s));
  desk.http.prepared.push_back({net::HttpOutcome::refused, std::nullopt});
  desk.will_answer(200, "");
  EXPECT_TRUE(desk.fetches("x").starts_with("ok: 200, 0 octets")) << desk.said;
}

TEST(Downloader, SaysWhenTheFileCannotBeKept) {
  Desk desk;
  desk.disk_full = true;
  desk.will_answer(200, "hello");
  EXPECT_EQ(desk.fetches("x"), "error: write it: No space left on device");
  EXPECT_EQ(desk.failure, "write it: No space left on device");
}

TEST(Downloader, NobodyIsAnsweredOnceItIsGone) {
  Desk desk;
  desk.downloader->fetch("x", [&](std::string answer) { desk.said = std::move(answer); });
  desk.downloader.reset();
  desk.loop.run_until([] { return false; }, desk.loop.now() + 1h);
  EXPECT_EQ(desk.said, "");
}

}  // namespace
}  // namespace gateway
