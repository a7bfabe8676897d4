#include "gateway/events/configuration_event.hpp"

#include <gtest/gtest.h>

#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

using namespace std::chrono_literals;

TEST(ConfigurationEvent, SaysWhatWasChangedInTheCommandsOwnWords) {
  const auto before = *profile("note");
  auto after = before;
  after.dhcp.lease_time = 3600s;
  after.mac_alerts[0].reset();
  after.tftp_servers[1] = TftpServer{true, "http://10.0.0.9/p"};
  const auto event = configuration_changed_event(before, after);
  EXPECT_EQ(event.text,
            "delete Dhcp Server Mac Alert 1; Set Dhcp Server Lease Time 3600; Set Dhcp Server Tftp Server "
            "2,http://10.0.0.9/p");
  EXPECT_EQ(event.event_class, EventClass::configuration);
  EXPECT_EQ(event.severity, Severity::notice);
}

TEST(ConfigurationEvent, MasksPasswords) {
  const auto before = *profile("note");
  auto after = before;
  after.tftp_servers[0]->server = "ftp://PlcmSpIp:s3cret@193.164.253.250/p";
  after.web.password = PasswordHash::of("s3cret", 1000);
  const auto text = configuration_changed_event(before, after).text;
  EXPECT_EQ(text.find("s3cret"), std::string::npos) << text;
  EXPECT_NE(text.find("ftp://***@193.164.253.250/p"), std::string::npos) << text;
  EXPECT_NE(text.find("Password ***"), std::string::npos) << text;
}

TEST(ConfigurationEvent, IsShortHoweverMuchWasChanged) {
  const auto text = configuration_changed_event(Settings{}, *profile("note")).text;
  EXPECT_NE(text.find("; and 9 more changes"), std::string::npos) << text;
  auto after = Settings{};
  for (auto* path : {&after.http.ca_file, &after.http.certificate_name, &after.http.events_path.text,
                     &after.http.activator_download_path.text})
    *path = std::string(255, 'x');
  EXPECT_LT(configuration_changed_event(Settings{}, after).text.size(), 600U);
}

}  // namespace
}  // namespace gateway
