#include "gateway/web/form.hpp"

#include <gtest/gtest.h>

#include <algorithm>


namespace gateway::web {
namespace {

const SettingPage& page_of(std::string_view words) {
  const auto pages = setting_pages();
  const auto found = std::ranges::find_if(pages, [&](const SettingPage& page) {
    return std::ranges::find(page.rows, words, &SettingRow::words) != page.rows.end();
  });
  return *found;
}

TEST(Form, NamesNoTwoFieldsAlike) {
  std::vector<std::string> names;
  for (const auto& row : setting_table()) names.push_back(field_name(row));
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

TEST(Form, OfAnyPageLeftAsItIsChangesNothing) {
  for (const auto& page : setting_pages()) {
    const std::size_t index = page.list != nullptr ? 1 : 0;
    Settings settings;
    if (page.list != nullptr) page.list->create(settings, index);
    auto fields = fields_of(settings, page, index, View::advanced);
    EXPECT_EQ(fields.size(), page.rows.size());
    std::erase_if(fields, [](const Field& field) { return is_secret(*field.row); });
    EXPECT_TRUE(judge(fields, index, settings)) << page.path;
    auto after = settings;
    for (const auto& command : commands_of(fields, index)) after = std::get<Settings>(obeyed(after, command));
    EXPECT_EQ(after, settings) << page.path;
  }
}

TEST(Form, OfAnUnconfiguredRowBeginsWithItsDefaults) {
  const auto& page = page_of("Dhcp Server Mac Alert Name");
  const auto fields = fields_of({}, page, 3, View::basic);
  EXPECT_EQ(fields.front().value, "yes");
}

TEST(Form, ReadsFieldsInThePagesOrderAndUnescaped) {
  const auto& page = page_of("Dhcp Server Mac Alert Name");
  const auto form =
      read_form(page,
                "dhcp-server-mac-alert-address=00%3A04&view=advanced&dhcp-server-mac-alert-name=a+b%2C1"
                "&csrf=1&do=advanced");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->button, Button::show_advanced);
  EXPECT_EQ(form->view, View::advanced);
  ASSERT_EQ(form->fields.size(), 2U);
  EXPECT_EQ(form->fields[0].value, "a b,1");
  EXPECT_EQ(form->fields[1].value, "00:04");
}

TEST(Form, NotesEveryRefusalAtItsField) {
  const auto& page = page_of("Http Client Enabled");
  auto form = *read_form(page, "http-client-enabled=yes&http-client-connection-retries=x&http-client-hold-off=0");
  EXPECT_FALSE(judge(form.fields, 0, {}));
  EXPECT_FALSE(form.fields[0].refusal);
  EXPECT_TRUE(form.fields[1].refusal);
  EXPECT_TRUE(form.fields[2].refusal);
}

TEST(Form, OffersTheChoicesOfAField) {
  EXPECT_EQ(choices(*find_row("Http Client Enabled")), (std::vector<std::string_view>{"yes", "no"}));
  EXPECT_EQ(choices(*find_row("Event Forwarding Discriminator Entry Criteria")).size(), 4U);
  EXPECT_TRUE(choices(*find_row("Dhcp Server Mac Alert Name")).empty());
}

}  // namespace
}  // namespace gateway::web
