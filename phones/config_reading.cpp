#include "phones/config_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>

namespace phones {
namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t longest_list = 2047;
constexpr std::string_view mac_placeholder = "[PHONE_MAC_ADDRESS]";

// pugixml's defaults: no DTD is read, only XML's own entities and character references are replaced.
std::optional<ConfigFault> parse(pugi::xml_document& document, std::string_view file, std::string_view text) {
  const auto result = document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (result) return std::nullopt;
  const auto end = std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), text.size());
  const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  return ConfigFault{std::string(file), static_cast<int>(lines) + 1, result.description()};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string with_mac(std::string_view name, net::MacAddress mac) {
  std::string out(name);
  for (auto at = out.find(mac_placeholder); at != std::string::npos; at = out.find(mac_placeholder)) {
    out.replace(at, mac_placeholder.size(), net::config_stem(mac));
  }
  return out;
}

// Splits a comma list; nullopt when a name in it is longer than the guide allows.
std::optional<std::vector<std::string>> names_in(std::string_view list, net::MacAddress mac) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto end = std::min(list.find(',', begin), list.size());
    auto name = with_mac(trimmed(list.substr(begin, end - begin)), mac);
    if (name.size() > longest_name) return std::nullopt;
    if (!name.empty()) names.push_back(std::move(name));
    begin = end + 1;
  }
  return names;
}

std::uint16_t port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() ? port : std::uint16_t{0};
}

std::size_t place_of(std::string_view name) {
  const auto found = std::find(known_parameters.begin(), known_parameters.end(), name);
  return static_cast<std::size_t>(found - known_parameters.begin());
}

struct Reader : pugi::xml_tree_walker {
  Reader(Parameters& parameters, std::string_view name) : into(parameters), file(name) {}

  bool for_each(pugi::xml_node& node) override {
    for (const auto& attribute : node.attributes()) into.offer(attribute.name(), attribute.value(), file);
    return true;
  }

  Parameters& into;
  std::string_view file;
};

}  // namespace

std::string to_string(const ConfigFault& fault) {
  return fmt::format("{}:{}: {}", fault.file, fault.line, fault.problem);
}

std::variant<MasterFile, ConfigFault> read_master(std::string_view file, std::string_view text,
                                                  net::MacAddress mac) {
  pugi::xml_document document;
  if (auto fault = parse(document, file, text)) return *std::move(fault);
  const auto refuse = [&](std::string problem) { return ConfigFault{std::string(file), 1, std::move(problem)}; };

  const auto application = document.child("APPLICATION");
  if (!application) return refuse("has no element APPLICATION");
  const std::string_view app_file_path = application.attribute("APP_FILE_PATH").value();
  const std::string_view config_files = application.attribute("CONFIG_FILES").value();
  if (trimmed(app_file_path).size() > longest_name) return refuse("APP_FILE_PATH is longer than 255 characters");
  if (config_files.size() > longest_list) return refuse("CONFIG_FILES is longer than 2047 characters");
  auto configs = names_in(config_files, mac);
  if (!configs) return refuse("a name in CONFIG_FILES is longer than 255 characters");
  auto misc = names_in(application.attribute("MISC_FILES").value(), mac);
  if (!misc) return refuse("a name in MISC_FILES is longer than 255 characters");
  return MasterFile{std::string(trimmed(app_file_path)), *std::move(configs), *std::move(misc)};
}

const Parameter* Parameters::find(std::string_view name) const {
  const auto place = place_of(name);
  return place < values_.size() && values_[place] ? &*values_[place] : nullptr;
}

std::string_view Parameters::value(std::string_view name) const {
  const auto* found = find(name);
  return found != nullptr ? std::string_view(found->value) : std::string_view();
}

void Parameters::offer(std::string_view name, std::string_view value, std::string_view file) {
  const auto place = place_of(name);
  if (place < values_.size() && !values_[place]) values_[place] = Parameter{std::string(value), std::string(file)};
}

std::variant<Parameters, ConfigFault> read_config(Parameters before, std::string_view file, std::string_view text) {
  pugi::xml_document document;
  if (auto fault = parse(document, file, text)) return *std::move(fault);
  Reader reader(before, file);
  document.traverse(reader);
  return before;
}

std::variant<SipAccount, std::string> account_of(const Parameters& parameters) {
  const auto missing = [&](std::string_view name) {
    return fmt::format("{} is {}", name, parameters.find(name) != nullptr ? "empty" : "missing");
  };
  const auto* user = parameters.find("reg.1.auth.userId");
  if (user == nullptr || user->value.empty()) return missing("reg.1.auth.userId");
  const auto password = parameters.value("reg.1.auth.password");
  if (password.empty()) return missing("reg.1.auth.password");

  // "reg" when it says something, else "voIpProt" (SIP 3.1 administrator's guide, A-7).
  const bool own = !parameters.value("reg.1.server.1.address").empty();
  const auto server = parameters.value(own ? "reg.1.server.1.address" : "voIpProt.server.1.address");
  if (server.empty()) return missing("reg.1.server.1.address");
  const auto port = port_of(parameters.value(own ? "reg.1.server.1.port" : "voIpProt.server.1.port"));

  const auto address = parameters.value("reg.1.address");
  return SipAccount{user->value,
                    std::string(password),
                    address.empty() ? user->value : std::string(address),
                    std::string(server),
                    port,
                    std::string(parameters.value("reg.1.label")),
                    user->file};
}

}  // namespace phones
