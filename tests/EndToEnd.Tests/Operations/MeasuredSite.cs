using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestKit;

namespace EndToEnd.Tests.Operations;

/// <summary>The pages of metrics of running processes, on SQLite and on PostgreSQL, each with the seed network and TLS.</summary>
public sealed class MeasuredSite : IAsyncLifetime
{
    /// <summary>When the processes' certificate ends.</summary>
    public static readonly DateTimeOffset CertificateEnds = new(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    /// <summary>The page on SQLite, as it is.</summary>
    public string Sqlite { get; private set; } = "";

    /// <summary>The page on PostgreSQL, as it is.</summary>
    public string Postgres { get; private set; } = "";

    /// <summary>The labels of every metric that is on both pages.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Metrics { get; private set; } = new Dictionary<string, HashSet<string>>();

    public async Task InitializeAsync()
    {
        var (certificate, key) = WriteCertificate();
        Sqlite = await ReadAsync("sqlite", "", certificate, key);
        Postgres = await ReadAsync("postgres", (await PostgresServer.Shared.CreateAsync()).Application, certificate, key);
        var (here, there) = (LabelsOf(Sqlite), LabelsOf(Postgres));
        Metrics = here.Where(metric => there.ContainsKey(metric.Key)).ToDictionary();
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private async Task<string> ReadAsync(string name, string database, string certificate, string key)
    {
        var data = _folder.PathOf(name);
        var (plain, safe) = ($"http://127.0.0.1:{ChildProcess.FreePort()}", $"https://127.0.0.1:{ChildProcess.FreePort()}");
        await using var process = ChildProcess.Start(
            RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.dll"), environment: new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = $"{plain};{safe}",
                ["Kestrel__Certificates__Default__Path"] = certificate,
                ["Kestrel__Certificates__Default__KeyPath"] = key,
                ["Coop__Data"] = data,
                ["Coop__Database"] = database,
                ["Coop__Identity__PublicAddress"] = plain,
                ["Logging__LogLevel__Default"] = "Warning",
            });
        await process.WaitUntilReadyAsync(new($"{plain}/health/ready"));
        await Site.CoopAsync("seed", "--address", plain, "--key", Path.Combine(data, "dev-key.json"));
        using var users = new SiteUsers(data);
        using var http = new HttpClient(new HttpClientHandler
        {
            // Its own, made for this test.
            ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
                shown!.NotAfter.ToUniversalTime() == CertificateEnds.UtcDateTime,
        });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", users.TokenOf(Site.Operator));
        var page = "";
        // The ring of keys is looked at every two seconds.
        await Until.TrueAsync(async () =>
        {
            page = await http.GetStringAsync(new Uri($"{safe}/metrics"));
            return page.Contains("\ncoop_keyring_expiry", StringComparison.Ordinal);
        }, "the ring of keys was never measured");
        // The nightly check says what it found on the page of the machine.
        var found = _folder.PathOf(name + ".prom");
        await Site.CoopAsync(["verify", "--metrics", found, .. database.Length > 0 ? (string[])["--database", database] : ["--data", data]]);
        return page + await File.ReadAllTextAsync(found);
    }

    private (string Certificate, string Key) WriteCertificate()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", pair, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(CertificateEnds.AddYears(-10), CertificateEnds);
        var (certificate, key) = (_folder.PathOf("tls.crt"), _folder.PathOf("tls.key"));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
        return (certificate, key);
    }

    private static Dictionary<string, HashSet<string>> LabelsOf(string page)
    {
        var found = new Dictionary<string, HashSet<string>>();
        foreach (var line in page.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.IndexOfAny(['{', ' ']);
            if (!found.TryGetValue(line[..end], out var labels))
                found[line[..end]] = labels = [];
            labels.UnionWith(PromQl.Labels(line));
        }

        return found;
    }
}
