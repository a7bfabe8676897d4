#include "activator_mock/options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>

#include "net/http/url.hpp"

namespace activator {
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

std::optional<net::Endpoint> server_of(const net::Url& url) {
  return url.scheme == "http" ? parse_endpoint(url.host + ":" + std::to_string(url.port)) : std::nullopt;
}

// What CLI11 says when a word is not of the form it should have; empty when it is.
std::string check_endpoint(const std::string& text) { return parse_endpoint(text) ? "" : "expected ADDRESS:PORT"; }

std::string check_url(const std::string& text) {
  const auto url = net::parse_url(text);
  return url && server_of(*url) ? "" : "expected http://ADDRESS[:PORT][/PATH] with an IPv4 address or localhost";
}

struct Words {
  std::string listen = "127.0.0.1:8080", files, teleware = "http://127.0.0.1:8081/twautoprovisioning", root;
  double hold = 0;
  bool no_sync = false;
};

Options options_of(const Words& words, const FileServerSettings& files) {
  Options options{*parse_endpoint(words.listen), parse_endpoint(words.files), {}};
  const auto url = *net::parse_url(words.teleware);
  options.settings.root = words.root;
  options.settings.store.durable = !words.no_sync;
  options.settings.provisioner.teleware = *server_of(url);
  if (url.path.size() > 1) options.settings.provisioner.teleware_path = url.path;
  options.settings.files = files;
  options.settings.files.hold =
      std::chrono::duration_cast<net::Duration>(std::chrono::duration<double>(words.hold));
  return options;
}

}  // namespace

std::variant<Options, int> read_options(int count, char** words) {
  CLI::App app(
      "Activator and the phone provisioning server, simulated: takes a gateway's events, asks Teleware for "
      "accounts, makes and serves the handsets' files.",
      "activator-mock");
  Words given;
  FileServerSettings files;
  app.add_option("--listen", given.listen, "ADDRESS:PORT to serve on; port 0 takes a free one")
      ->check(check_endpoint)
      ->capture_default_str();
  app.add_option("--files", given.files, "ADDRESS:PORT of the file server, when it is to have its own")
      ->check(check_endpoint);
  app.add_option("--teleware", given.teleware, "URL of Teleware")->check(check_url)->capture_default_str();
  app.add_option("--root", given.root, "directory below which PhoneProvisioning/ is made")->required();
  app.add_option("--base-path", files.base_path, "path of the base URL in option 66")->capture_default_str();
  app.add_option("--hold", given.hold, "seconds a request waits for files that are being made")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  app.add_flag("!--no-uploads", files.uploads, "refuse the logs that handsets send");
  app.add_flag("--no-sync", given.no_sync, "leave flushing files to the system: faster");
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }
  return options_of(given, files);
}

}  // namespace activator
