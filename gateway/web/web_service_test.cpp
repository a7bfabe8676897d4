#include "gateway/web/web_service.hpp"

#include <gtest/gtest.h>

#include <system_error>

#include "net/virtual_loop.hpp"

namespace gateway::web {
namespace {

using namespace std::chrono_literals;

const net::Ipv4Address lan(192, 168, 100, 1);

struct Office {
  net::VirtualLoop loop;
  Configuration configuration{Settings{}};
  std::vector<net::Endpoint> tried;
  std::optional<net::Endpoint> open;
  std::vector<std::string> log;
  bool refuses = false;

  struct Door : Listener {
    Door(Office& of, net::Endpoint at) : office(of) {
      EXPECT_FALSE(office.open) << "one at a time";
      office.open = at;
    }
    ~Door() override { office.open.reset(); }
    Office& office;
  };

  WebService service{{.configuration = configuration, .loop = loop, .random_token = [] { return "token"; }},
                     [this](net::Endpoint at, const std::vector<net::HttpRoute>& routes) {
                       EXPECT_FALSE(routes.empty());
                       tried.push_back(at);
                       if (refuses) throw std::system_error(EADDRINUSE, std::generic_category(), "listen there");
                       return std::make_unique<Door>(*this, at);
                     },
                     [this](std::string_view line) { log.emplace_back(line); }};

  void set(std::string_view line) {
    const std::vector commands{std::get<Command>(parse_command(line))};
    EXPECT_FALSE(configuration.obey(commands));
    service.settings_changed();
  }
  void wait() {
    loop.run_until([] { return false; }, loop.now() + 1s);
  }
};

TEST(WebService, ServesOnTheLanAddress) {
  Office office;
  EXPECT_EQ(office.open, (net::Endpoint{lan, 80}));
}

TEST(WebService, MovesWithItsPortAndItsAddressButNotAtOnce) {
  Office office;
  office.set("Set Web Server Port 8080");
  EXPECT_EQ(office.open, (net::Endpoint{lan, 80})) << "whoever changed it still gets his answer";
  office.wait();
  EXPECT_EQ(office.open, (net::Endpoint{lan, 8080}));
  office.set("Set Dhcp Server Lan Address 10.0.0.1/24");
  office.wait();
  EXPECT_EQ(office.open, (net::Endpoint{net::Ipv4Address(10, 0, 0, 1), 8080}));
}

TEST(WebService, EndsAndBeginsWithItsSwitch) {
  Office office;
  office.set("Set Web Server Enabled no");
  office.wait();
  EXPECT_FALSE(office.open);
  office.set("Set Web Server Enabled yes");
  office.wait();
  EXPECT_TRUE(office.open);
}

TEST(WebService, StaysWhereItIsWhenOtherThingsChange) {
  Office office;
  office.set("Set System Serial X");
  office.wait();
  EXPECT_EQ(office.tried.size(), 1U);
}

TEST(WebService, ARefusalOfTheMachineIsALineInTheLog) {
  Office office;
  office.refuses = true;
  office.set("Set Web Server Port 8080");
  office.wait();
  EXPECT_FALSE(office.open);
  ASSERT_EQ(office.log.size(), 1U);
  EXPECT_EQ(office.log.front(), "Web: listen there: Address already in use");
  office.refuses = false;
  office.set("Set Web Server Port 80");
  office.wait();
  EXPECT_TRUE(office.open);
}

}  // namespace
}  // namespace gateway::web
