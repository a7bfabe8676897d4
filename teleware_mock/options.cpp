#include "teleware_mock/options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <optional>

namespace teleware {
namespace {

std::optional<net::Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  const auto address = host == "localhost" ? net::Ipv4Address(127, 0, 0, 1) : net::Ipv4Address::parse(host);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (!address || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return net::Endpoint{*address, port};
}

std::string check_endpoint(const std::string& text) { return parse_endpoint(text) ? "" : "expected ADDRESS:PORT"; }

}  // namespace

std::variant<Options, int> read_options(int count, char** words) {
  CLI::App app("Teleware, simulated: SIP accounts by the MAC addresses of handsets.", "teleware-mock");
  std::string listen = "127.0.0.1:8081";
  std::string accounts;
  app.add_option("--listen", listen, "ADDRESS:PORT to serve on; port 0 takes a free one")
      ->check(check_endpoint)
      ->capture_default_str();
  app.add_option("--accounts", accounts, "JSON file of the accounts to begin with");
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }
  return Options{*parse_endpoint(listen), accounts};
}

}  // namespace teleware
