#include "teleware_mock/account_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace teleware {
namespace {

using Json = nlohmann::ordered_json;

// The fields of an account besides its MAC.
struct FieldRule {
  const char* name;
  std::string Account::*value;
  bool required;
  std::size_t longest;  // octets
  bool
      control_characters;  // may hold them: a reseller's name is free text, and hostile ones are worth testing with
};

constexpr std::array rules{
    FieldRule{"user", &Account::user, true, 128, false},
    FieldRule{"password", &Account::password, true, 128, false},
    FieldRule{"server", &Account::server, false, 255, false},
    FieldRule{"extension", &Account::extension, false, 64, false},
    FieldRule{"reseller", &Account::reseller, false, 4096, true},
};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

void read_field(const Json& object, const FieldRule& rule, Account& account, Mistakes& mistakes) {
  const auto found = object.find(rule.name);
  if (found == object.end()) {
    if (rule.required) mistakes.push_back({rule.name, "is missing"});
    return;
  }
  const auto* text = found->get_ptr<const std::string*>();
  if (text == nullptr) {
    mistakes.push_back({rule.name, std::string("must be text, not ") + found->type_name()});
  } else if (text->empty() && rule.required) {
    mistakes.push_back({rule.name, "is empty"});
  } else if (text->size() > rule.longest) {
    mistakes.push_back({rule.name, "is longer than " + std::to_string(rule.longest) + " octets"});
  } else if (!rule.control_characters && std::any_of(text->begin(), text->end(), is_control)) {
    mistakes.push_back({rule.name, "holds a control character"});
  } else {
    account.*rule.value = *text;
  }
}

// The MAC the body names, or else the one expected. What is wrong with it joins the mistakes.
std::optional<net::MacAddress> read_mac(const Json& object, std::optional<net::MacAddress> expected,
                                        Mistakes& mistakes) {
  auto mac = expected;
  if (const auto found = object.find("mac"); found != object.end()) {
    const auto* text = found->get_ptr<const std::string*>();
    mac = text != nullptr ? net::MacAddress::parse(*text) : std::nullopt;
    if (!mac) {
      mistakes.push_back({"mac", "must be a MAC address as text, such as \"0004f21a2457\""});
      return std::nullopt;
    }
  }
  if (!mac) {
    mistakes.push_back({"mac", "is missing"});
  } else if (mac->is_multicast()) {
    mistakes.push_back({"mac", "is a multicast address: no handset has it"});
  } else if (expected && *mac != *expected) {
    mistakes.push_back({"mac", "is not the address in the path"});
  }
  return mac;
}

std::variant<Entry, Mistakes> read_entry(const Json& object, std::optional<net::MacAddress> expected) {
  if (!object.is_object()) return Mistakes{{"", "must be a JSON object"}};
  Mistakes mistakes;
  const auto mac = read_mac(object, expected, mistakes);
  Account account;
  account.reseller = "Default";
  for (const auto& rule : rules) read_field(object, rule, account, mistakes);
  if (account.extension.empty()) account.extension = account.user;
  for (const auto& member : object.items()) {
    const bool known = member.key() == "mac" || std::any_of(rules.begin(), rules.end(), [&](const auto& rule) {
                         return member.key() == rule.name;
                       });
    if (!known) {
      mistakes.push_back(
          {member.key(), "is not a field of an account (mac, user, password, server, extension, reseller)"});
    }
  }
  if (!mistakes.empty() || !mac) return mistakes;
  return Entry{*mac, std::move(account)};
}

// Discarded when it is no JSON. Invalid UTF-8 is none.
Json parse(std::string_view text) { return Json::parse(text, nullptr, false); }

const Mistakes no_json = {{"", "is not JSON"}};

std::string text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json members(const Account& account) {
  Json json = Json::object();
  for (const auto& rule : rules) json[rule.name] = account.*rule.value;
  return json;
}

Json members(net::MacAddress mac, const Account& account) {
  Json json = {{"mac", config_stem(mac)}};
  json.update(members(account));
  return json;
}

}  // namespace

std::variant<Entry, Mistakes> parse_account(std::string_view json, std::optional<net::MacAddress> mac) {
  const auto object = parse(json);
  if (object.is_discarded()) return no_json;
  return read_entry(object, mac);
}

std::variant<std::vector<Entry>, Mistakes> parse_accounts(std::string_view json) {
  const auto document = parse(json);
  if (document.is_discarded()) return no_json;
  const auto inner = document.is_object() ? document.find("accounts") : document.end();
  const Json& list = document.is_object() && inner != document.end() ? *inner : document;
  if (!list.is_array()) return Mistakes{{"accounts", "must be a list"}};

  std::vector<Entry> entries;
  Mistakes mistakes;
  std::set<net::MacAddress> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto place = "accounts[" + std::to_string(i) + "]";
    auto entry = read_entry(list[i], std::nullopt);
    if (auto* wrong = std::get_if<Mistakes>(&entry)) {
      for (auto& mistake : *wrong) {
        mistakes.push_back(
            {mistake.field.empty() ? place : place + "." + mistake.field, std::move(mistake.reason)});
      }
    } else if (!seen.insert(std::get<Entry>(entry).mac).second) {
      mistakes.push_back({place + ".mac", "stands in the list twice"});
    } else {
      entries.push_back(std::get<Entry>(std::move(entry)));
    }
  }
  if (!mistakes.empty()) return mistakes;
  return entries;
}

std::string to_json(net::MacAddress mac, const Account& account) { return text(members(mac, account)); }

std::string to_json(const Accounts& accounts) {
  Json list = Json::array();
  for (const auto& [mac, account] : accounts.all()) list.push_back(members(mac, account));
  return text({{"accounts", std::move(list)}});
}

std::string to_json(const Mistakes& mistakes) {
  Json list = Json::array();
  for (const auto& mistake : mistakes) list.push_back({{"field", mistake.field}, {"reason", mistake.reason}});
  return text({{"errors", std::move(list)}});
}

std::string provisioning_answer(const Account& account) { return text(members(account)); }

}  // namespace teleware
