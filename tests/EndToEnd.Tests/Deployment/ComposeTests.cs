using System.Diagnostics;
using System.Globalization;
using EndToEnd.Tests.Operations;
using Npgsql;
using TestKit;
using YamlDotNet.RepresentationModel;

namespace EndToEnd.Tests.Deployment;

/// <summary>The whole site in containers, read and compared with the code: there is no engine here to run it.</summary>
public sealed class ComposeTests
{
    private static readonly YamlMappingNode Compose = Yaml.Read("compose", "compose.yml")[0];

    private static IEnumerable<(string Name, YamlNode Service)> Services => Compose.Pairs("services");

    // Those that read Coop settings: processes, silos and gateways.
    private static IEnumerable<(string Name, YamlNode Service)> Ours => Services.Where(service => Environment(service.Service).Any(one =>
        one.Key == "Coop__Database"));

    [Fact]
    public void Each_profile_has_the_processes_that_it_promises()
    {
        int Count(string profile, string prefix) => Services.Count(service => service.Name.StartsWith(prefix, StringComparison.Ordinal)
            && Texts(service.Service, "profiles").Contains(profile));
        Assert.Equal((3, 3, 2), (Count("embedded", "process-"), Count("orleans", "silo-"), Count("orleans", "gateway-")));
        Assert.Subset(Services.Select(service => service.Name).ToHashSet(),
            new HashSet<string> { "postgres", "migrate", "collector", "prometheus", "grafana" });
    }

    [Fact]
    public void Every_container_has_an_image_of_a_version_and_no_more_rights_than_it_needs()
    {
        foreach (var (name, service) in Services)
        {
            Assert.Matches(DockerfileTests.Tagged(), service.Text("image"));
            Assert.Equal((name, "true"), (name, service.Text("read_only")));
            Assert.Contains("no-new-privileges:true", Texts(service, "security_opt"));
            // The server of the database changes its user by itself.
            if (name == "postgres")
                continue;
            Assert.Equal(["ALL"], Texts(service, "cap_drop"));
            Assert.Matches("^[1-9]", service.Text("user"));
        }
    }

    [Fact]
    public void Everything_that_is_named_exists()
    {
        var services = Services.Select(service => service.Name).ToHashSet();
        foreach (var (name, service) in Services)
        {
            Assert.Subset(services, service.Pairs("depends_on").Select(on => on.Key).ToHashSet());
            Assert.Subset(Keys("networks"), Texts(service, "networks").ToHashSet());
            Assert.Subset(Keys("secrets"), Mounted(service).Select(secret => secret.Source).ToHashSet());
            foreach (var volume in Texts(service, "volumes").Select(volume => volume.Split(':')[0]))
                Assert.True(
                    volume.StartsWith('.') ? Path.Exists(RepositoryRoot.PathOf("infra", "compose",
                        volume)) : Keys("volumes").Contains(volume),
                    $"{name} mounts {volume}, which does not exist");
            if (service.Find("build") is { } build)
            {
                Assert.True(File.Exists(RepositoryRoot.PathOf("infra", "compose", build.Text("context"), build.Text("dockerfile"))));
                Assert.Contains(build.Text("target"), DockerfileTests.Stages.Keys);
            }

            var there = Mounted(service).Select(secret => $"/run/secrets/{secret.Target}").ToHashSet();
            foreach (var file in ProcessSettings.Files(Environment(service)).Where(file => file.StartsWith("/run/",
                StringComparison.Ordinal)))
                Assert.Contains(file, there);
            Assert.All(Texts(service, "ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_processes_are_set_to_is_what_they_read_and_they_have_time_to_stop()
    {
        Assert.Equal(8, Ours.Count());
        foreach (var (name, service) in Ours)
        {
            var options = ProcessSettings.Read(Environment(service));
            Assert.True(options is { IsShared: true, Identity.HasAuthority: true }, name);
            Assert.Equal(name.StartsWith("process", StringComparison.Ordinal), !options.Cluster.IsNamed);
            var grace = double.Parse(service.Text("stop_grace_period").TrimEnd('s'), CultureInfo.InvariantCulture);
            Assert.InRange(grace, ProcessSettings.StopsWithin(options) + 1, 300);
            if (name.StartsWith("silo", StringComparison.Ordinal))
                Assert.InRange(grace, options.Cluster.StopSeconds + 1, 300);
            else
                Assert.All(Texts(service, "ports"), port => Assert.EndsWith(":8080", port, StringComparison.Ordinal));
            Assert.Contains(Texts(service, "volumes"), volume => volume == $"{name}:{options.Data}");
            // Whoever migrates is no process.
            Assert.DoesNotContain(Mounted(service), secret => secret.Source.Contains("owner", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Prometheus_asks_processes_that_there_are_by_names_that_they_answer_to()
    {
        var path = RepositoryRoot.PathOf("infra", "prometheus", "prometheus.yml");
        var (code, output) = await Promtool.RunAsync(null, "check", "config", "--syntax-only", path);
        Assert.True(code == 0, output);
        var configured = Yaml.Read("prometheus", "prometheus.yml")[0];
        var hosts = Ours.SelectMany(service => ProcessSettings.Read(Environment(service.Service)).Hosts.Split(',')).ToHashSet();
        foreach (var job in configured.Items("scrape_configs"))
            foreach (var target in job.Items("static_configs").SelectMany(group => Texts(group, "targets")))
            {
                Assert.Contains(Services, service => service.Name == target.Split(':')[0]);
                if (job.Text("job_name") == "coopgrains")
                    Assert.True(hosts.Contains(target.Split(':')[0]) && target.EndsWith(":8080", StringComparison.Ordinal), target);
            }

        var prometheus = Services.Single(service => service.Name == "prometheus").Service;
        Assert.All(Texts(configured, "rule_files"), rules => Assert.Contains(
            Texts(prometheus, "volumes"), volume => volume == $"../alerts/{Path.GetFileName(rules)}:{rules}:ro"));
        Assert.Contains(Mounted(prometheus), secret => $"/run/secrets/{secret.Target}"
            == configured.Items("scrape_configs").First().Text("oauth2", "client_secret_file"));
    }

    [Fact]
    public void What_is_sent_to_the_collector_comes_in_where_it_listens_and_goes_on()
    {
        var collector = Yaml.Read("compose", "collector.yml")[0];
        var port = collector.Text("receivers", "otlp", "protocols", "http", "endpoint").Split(':')[1];
        foreach (var (_, service) in Ours)
            Assert.All(Environment(service).Where(one => one.Key.StartsWith("OTEL_EXPORTER", StringComparison.Ordinal)),
                one => Assert.StartsWith($"http://collector:{port}/v1/", one.Value, StringComparison.Ordinal));
        foreach (var (_, pipeline) in collector.Pairs("service", "pipelines"))
            foreach (var kind in (string[])["receivers", "processors", "exporters"])
                Assert.Subset(collector.Pairs(kind).Select(one => one.Key).ToHashSet(), Texts(pipeline, kind).ToHashSet());
    }

    [Fact]
    public async Task The_script_makes_every_secret_once_and_the_database_takes_its_users_and_the_migration_of_its_owner()
    {
        using var folder = new TempFolder();
        var script = folder.PathOf("secrets");
        File.Copy(RepositoryRoot.PathOf("infra", "compose", "secrets"), script);
        Run(script, []);
        var made = folder.PathOf(".secrets");
        foreach (var (_, secret) in Compose.Pairs("secrets"))
            Assert.True(new FileInfo(folder.PathOf(secret.Text("file"))).Length > 0, secret.Text("file"));
        var before = await File.ReadAllTextAsync(Path.Combine(made, "keyring"));
        Run(script, []);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(made, "keyring")));

        // A server of its own: roles belong to all of it.
        using var server = new PostgresServer();
        Run("sh", [RepositoryRoot.PathOf("infra", "docker", "postgres-init.sh")], ("SECRETS", made), ("POSTGRES_USER", "postgres"),
            ("PGHOST", "127.0.0.1"), ("PGPORT", $"{server.Port}"));
        var owner = $"Host=127.0.0.1;Port={server.Port};Database=coop;Username=coop_owner";
        await Site.CoopAsync("migrate", "--database", owner);
        await using var app = new NpgsqlConnection(owner.Replace("coop_owner", "coop_app", StringComparison.Ordinal));
        await app.OpenAsync();
        await using var rights = new NpgsqlCommand(
            """
            SELECT has_function_privilege('coop.write_snapshot(text,bigint,bigint,text)', 'EXECUTE'),
              has_table_privilege('coop.journal', 'UPDATE')
            """, app);
        await using var row = await rights.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        Assert.Equal((true, false), (row.GetBoolean(0), row.GetBoolean(1)));
    }

    private static void Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors}{said.Result}");
    }

    private static HashSet<string> Keys(string section) => [.. Compose.Pairs(section).Select(pair => pair.Key)];

    private static IEnumerable<string> Texts(YamlNode node, string key) => node.Items(key).OfType<YamlScalarNode>().Select(item =>
        item.Value!);

    private static IEnumerable<(string Key, string Value)> Environment(YamlNode service) =>
        service.Pairs("environment").Select(one => (one.Key, ((YamlScalarNode)one.Value).Value!));

    private static IEnumerable<(string Source, string Target)> Mounted(YamlNode service) => service.Items("secrets").Select(secret =>
        secret is YamlScalarNode name ? (name.Value!, name.Value!) : (secret.Text("source"), secret.Text("target")));
}
