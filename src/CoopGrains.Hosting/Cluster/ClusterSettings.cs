using System.Net;
using Microsoft.Extensions.Configuration;

namespace CoopGrains.Hosting.Cluster;

/// <summary>How silos keep books.</summary>
public enum BookKeeping
{
    /// <summary>What waits in a silo goes into one commit.</summary>
    GroupCommit,

    /// <summary>By Microsoft.Orleans.Persistence.AdoNet, each book in a commit of its own, over the same rows.</summary>
    AdoNet,
}

/// <summary>Where a book that is in no silo's memory comes to life.</summary>
public enum BookPlacement
{
    /// <summary>Where processor and memory are least used.</summary>
    ResourceOptimized,

    /// <summary>Anywhere.</summary>
    Random,

    /// <summary>In the silo that the call came to.</summary>
    PreferLocal,

    /// <summary>Where the fewest are, of two.</summary>
    ActivationCount,

    /// <summary>Where the key's hash says.</summary>
    Hash,
}

/// <summary>
/// A cluster of Orleans silos; section <c>Coop:Cluster</c>. Only the build with <c>-p:GrainRuntime=Orleans</c> has one; there, a process
/// whose configuration names none is its own silo.
/// </summary>
public sealed class ClusterSettings
{
    internal const string Section = CoopOptions.Section + ":Cluster";

    private const int LongestStopSeconds = 600;
    private const int LongestProbeSeconds = 60;

    /// <summary>The name of the cluster: silos and gateways of one name find each other. Empty: there is no cluster.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name of the service, which stays when a cluster is replaced by another.</summary>
    public string Service { get; set; } = "coopgrains";

    /// <summary>The IP address that other processes reach this silo at. Empty: the first of this machine's that is not loopback.</summary>
    public string Address { get; set; } = "";

    /// <summary>The port for other silos; whoever reaches it is trusted.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port for gateways; whoever reaches it is trusted.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// Development only: address and port of the silo that keeps the membership in its memory; if it ends, the cluster does. Empty: the
    /// membership is in the database, which <c>coop migrate --orleans-scripts</c> has prepared.
    /// </summary>
    public string Primary { get; set; } = "";

    /// <summary>With <see cref="Primary"/>: addresses and gateway ports of silos, with commas between.</summary>
    public string Gateways { get; set; } = "";

    /// <summary>How silos keep books.</summary>
    public BookKeeping Storage { get; set; }

    /// <summary>Where books come to life.</summary>
    public BookPlacement Placement { get; set; }

    /// <summary>How often idle books are looked for, in seconds.</summary>
    public int CollectEverySeconds { get; set; } = 30;

    /// <summary>Seconds that a silo has to finish requests and leave, before it is ended.</summary>
    public int StopSeconds { get; set; } = 60;

    /// <summary>
    /// How often silos probe each other, and how long they wait for an answer at first, in seconds. One that misses three probes is
    /// taken for dead: it must end, and its books come to life elsewhere. Until then calls to them fail.
    /// </summary>
    public int ProbeSeconds { get; set; } = 2;

    /// <summary>True when there is a cluster.</summary>
    public bool IsNamed => Id.Length > 0;

    internal IPEndPoint? PrimaryEndpoint => Primary.Length == 0 ? null : Endpoint(nameof(Primary), Primary);

    internal IPEndPoint[] GatewayEndpoints =>
        [.. Gateways.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => Endpoint(nameof(Gateways), text))];

    internal IPAddress? AdvertisedAddress => Address.Length == 0 ? null
        : IPAddress.TryParse(Address, out var address) ? address
        : throw Wrong(nameof(Address), $"is \"{Address}\"", "give an IP address of this machine");

    /// <summary>The settings of a configuration; a wrong value, and a key that there is not, are refused by name.</summary>
    internal static ClusterSettings Read(IConfiguration configuration, CoopOptions options, bool isDevelopment)
    {
        var settings = configuration.GetSection(Section).Get<ClusterSettings>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        if (settings.CollectEverySeconds < 1 || settings.CollectEverySeconds >= options.CollectAfterMinutes * 60)
            throw Wrong(nameof(CollectEverySeconds), "is no such time", "give at least 1, and less than Coop:CollectAfterMinutes");
        if (settings.StopSeconds is < 1 or > LongestStopSeconds)
            throw Wrong(nameof(StopSeconds), "is no such time", $"give 1 to {LongestStopSeconds}");
        if (settings.ProbeSeconds is < 1 or > LongestProbeSeconds)
            throw Wrong(nameof(ProbeSeconds), "is no such time", $"give 1 to {LongestProbeSeconds}");
        Port(nameof(SiloPort), settings.SiloPort);
        Port(nameof(GatewayPort), settings.GatewayPort);
        if (settings.SiloPort == settings.GatewayPort)
            throw Wrong(nameof(GatewayPort), "is the silo's port", "give each a port of its own");
        if (string.IsNullOrWhiteSpace(settings.Service))
            throw Wrong(nameof(Service), "is empty", "give the service a name, and keep it");
        if (settings.IsNamed && !options.IsShared)
            throw Wrong(nameof(Id), "is given without Coop:Database", "a cluster keeps its books in PostgreSQL; name it, or leave the Id out");
        _ = settings.AdvertisedAddress;
        CheckPrimary(settings, isDevelopment);
        return settings;
    }

    private static void CheckPrimary(ClusterSettings settings, bool isDevelopment)
    {
        if (settings.PrimaryEndpoint is null)
        {
            if (settings.Gateways.Length > 0)
                throw Wrong(nameof(Gateways), "is given without Primary", "leave it out: gateways find silos in the database");
            return;
        }
        if (!isDevelopment)
            throw Wrong(nameof(Primary), "is set outside Development", "remove it: the cluster would end with that silo");
        if (settings.GatewayEndpoints.Length == 0)
            throw Wrong(nameof(Gateways), "is empty", "name a silo's address and gateway port, such as 127.0.0.1:30000");
    }

    private static void Port(string key, int port)
    {
        if (port is < 1 or > 65_535)
            throw Wrong(key, "is no port", "give 1 to 65535");
    }

    private static IPEndPoint Endpoint(string key, string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0
            ? endpoint
            : throw Wrong(key, $"is \"{text}\"", "give an IP address and a port, such as 127.0.0.1:11111");

    private static InvalidOperationException Wrong(string key, string what, string todo) => CoopOptions.Wrong($"Cluster:{key}", what, todo);
}
