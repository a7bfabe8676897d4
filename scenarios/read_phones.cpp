#include "scenarios/read_phones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "scenarios/fields.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/template_text.hpp"

namespace scenarios {
namespace {

bool is_name(std::string_view text) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), is_word);
}

// Adds handsets while keeping names and MACs unique.
class Roll {
 public:
  Roll(std::vector<Phone>& all, Mistakes& mistakes) : all_(all), mistakes_(mistakes) {}

  void add(const Phone& first, std::optional<std::int64_t> count, const Span& at) {
    const auto members = static_cast<std::uint64_t>(count.value_or(1));
    const auto last = first.mac.plus(members - 1);
    if (last.is_multicast() || last < first.mac) {
      mistakes_.add(at, fmt::format("{} consecutive MACs from {} on do not exist", members, to_string(first.mac)));
      return;
    }
    if (all_.size() + members > static_cast<std::size_t>(max_count)) {
      mistakes_.add(at, fmt::format("more than {} handsets", max_count));
      return;
    }
    bool clash = false;
    for (std::uint64_t i = 0; i < members && !clash; ++i) {
      Phone phone = first;
      phone.mac = first.mac.plus(i);
      if (count) phone.name = fmt::format("{}-{}", first.group, i + 1);
      clash = !is_new(phone, at);
      if (!clash) all_.push_back(std::move(phone));
    }
  }

 private:
  bool is_new(const Phone& phone, const Span& at) {
    const auto [owner, first] = macs_.emplace(phone.mac.number(), phone.name);
    if (!first) {
      mistakes_.add(
          at, fmt::format("'{}' and '{}' have the same MAC, {}", owner->second, phone.name, to_string(phone.mac)));
      return false;
    }
    if (names_.insert(phone.name).second) return true;
    mistakes_.add(at, fmt::format("two handsets are named '{}'", phone.name));
    return false;
  }

  std::vector<Phone>& all_;
  Mistakes& mistakes_;
  std::unordered_map<std::uint64_t, std::string> macs_;
  std::unordered_set<std::string> names_;
};

void read_phone(const Entry& entry, const std::vector<std::string>& models, Roll& roll, Mistakes& mistakes) {
  const auto& name = entry.key.text;
  if (!is_name(name)) {
    mistakes.add(entry.key.span, fmt::format("'{}' cannot be the name of a handset", name),
                 "up to 40 letters, digits, '-' and '_'");
  }
  Fields fields(entry.value, fmt::format("phone '{}'", name), mistakes);
  const auto model = fields.require("model") != nullptr ? fields.one_of("model", models, "model") : std::nullopt;
  const auto* const mac_node = fields.require("mac");
  const auto mac = mac_node != nullptr ? fields.mac("mac") : std::nullopt;
  const auto count = fields.number("count", 1, max_count);
  const auto boot_server = fields.text("boot_server");
  fields.refuse_rest();
  if (!mac) return;
  roll.add({mistakes.at(entry.key.span), name, name, model.value_or(""), *mac, boot_server}, count, mac_node->span);
}

// What one account of the file stands for.
struct Pattern {
  std::vector<net::MacAddress> macs;
  std::optional<std::string> reseller, extension, user, password;
};

std::string counted_up(const std::string& extension, std::size_t steps) {
  const auto first = whole_number(extension, 0, 999'999'999'999);
  if (!first || steps == 0) return extension;
  return fmt::format("{:0{}}", *first + static_cast<std::int64_t>(steps), extension.size());
}

void add_accounts(const Pattern& pattern, std::vector<Account>& accounts) {
  for (std::size_t i = 0; i < pattern.macs.size(); ++i) {
    const auto extension = counted_up(*pattern.extension, i);
    const auto mac = net::config_stem(pattern.macs[i]);
    const Placeholders own{{"extension", extension}, {"mac", mac}};
    accounts.push_back({pattern.macs[i], *pattern.reseller, extension,
                        filled_in(pattern.user.value_or(extension), own), filled_in(*pattern.password, own)});
  }
}

std::vector<net::MacAddress> owners(Fields& fields, const PhoneBook& book, const std::vector<std::string>& names) {
  const auto* const phone = fields.take("phone");
  const auto* const mac_node = fields.take("mac");
  if ((phone != nullptr) == (mac_node != nullptr)) {
    if (fields.is_map()) fields.mistakes().add(fields.span(), "an account needs either 'phone' or 'mac'");
    return {};
  }
  std::vector<net::MacAddress> macs;
  if (phone != nullptr && check_phone(*phone, book, names, fields.mistakes())) {
    for (const auto index : book.members(phone->text)) macs.push_back(book[index].mac);
  }
  if (mac_node != nullptr) {
    if (const auto mac = fields.mac("mac")) macs.push_back(*mac);
  }
  return macs;
}

std::optional<std::string> required_text(Fields& fields, std::string_view key) {
  return fields.require(key) != nullptr ? fields.text(key) : std::nullopt;
}

}  // namespace

Phones read_phones(const YamlNode& node, const Vocabulary& vocabulary, Mistakes& mistakes) {
  Phones phones;
  const Fields fields(node, "'phones'", mistakes);  // duplicates; every key is a name
  Roll roll(phones.all, mistakes);
  const auto models = vocabulary.models();
  for (const auto& entry : node.entries) {
    if (entry.key.kind != YamlNode::Kind::scalar) continue;
    const bool again = std::find(phones.names.begin(), phones.names.end(), entry.key.text) != phones.names.end();
    if (again) continue;
    phones.names.push_back(entry.key.text);
    read_phone(entry, models, roll, mistakes);
  }
  return phones;
}

bool check_phone(const YamlNode& name, const PhoneBook& book, const std::vector<std::string>& names,
                 Mistakes& mistakes) {
  const auto text = scalar_text(name, "'phone'", mistakes);
  if (!text) return false;
  if (book.knows(*text) || std::find(names.begin(), names.end(), *text) != names.end()) return true;
  add_unknown(mistakes, name.span, "phone", *text, names);
  return false;
}

std::vector<Account> read_accounts(const YamlNode& node, const PhoneBook& book,
                                   const std::vector<std::string>& names, Mistakes& mistakes) {
  std::vector<Account> accounts;
  if (node.kind != YamlNode::Kind::list) {
    mistakes.add(node.span, "'accounts' must be a list, each item with '- '");
    return accounts;
  }
  std::unordered_set<std::uint64_t> taken;
  for (const auto& item : node.items) {
    Fields fields(item, "an account", mistakes);
    Pattern pattern;
    pattern.macs = owners(fields, book, names);
    pattern.reseller = required_text(fields, "reseller");
    pattern.extension = required_text(fields, "extension");
    pattern.user = fields.text("user");
    pattern.password = required_text(fields, "password");
    fields.refuse_rest();
    if (pattern.macs.size() > 1 && pattern.extension && !whole_number(*pattern.extension, 0, 999'999'999'999)) {
      mistakes.add(item.span, fmt::format("'{}' cannot count up over a group", *pattern.extension),
                   "the extension of a group's first member must be a number");
    }
    const auto again = std::find_if(pattern.macs.begin(), pattern.macs.end(),
                                    [&](const net::MacAddress& mac) { return !taken.insert(mac.number()).second; });
    if (again != pattern.macs.end()) {
      mistakes.add(item.span, fmt::format("a second account for {}", to_string(*again)));
    } else if (pattern.reseller && pattern.extension && pattern.password) {
      add_accounts(pattern, accounts);
    }
  }
  return accounts;
}

}  // namespace scenarios
