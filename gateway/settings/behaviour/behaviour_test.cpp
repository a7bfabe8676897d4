#include "gateway/settings/behaviour/behaviour.hpp"

#include <algorithm>

#include "gateway/settings/setting_table.hpp"

namespace gateway {

void PrintTo(const Behaviour& behaviour, std::ostream* out) { *out << behaviour.words; }

namespace {

std::vector<Behaviour> all_behaviours() {
  std::vector<Behaviour> all;
  for (const auto& page : {system_behaviours, dhcp_server_behaviours, dhcp_list_behaviours, dns_proxy_behaviours,
                           web_server_behaviours, http_client_behaviours, event_behaviours, snmp_behaviours})
    all.insert(all.end(), page.begin(), page.end());
  return all;
}

class Behaviours : public testing::TestWithParam<Behaviour> {};

TEST_P(Behaviours, ChangeWithTheirSetting) {
  Bench bench;
  GetParam().check(bench);
}

std::string test_name(const testing::TestParamInfo<Behaviour>& info) {
  std::string name(info.param.words);
  std::erase(name, ' ');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Setting, Behaviours, testing::ValuesIn(all_behaviours()), test_name);

TEST(Behaviours, ThereIsOneForEverySettingAndForNothingElse) {
  const auto all = all_behaviours();
  for (const auto& row : setting_table())
    EXPECT_EQ(std::ranges::count(all, row.words, &Behaviour::words), 1)
        << row.words << ": say in gateway/settings/behaviour/ what changes with it";
  for (const auto& behaviour : all) EXPECT_NE(find_row(behaviour.words), nullptr) << behaviour.words;
}

}  // namespace
}  // namespace gateway
