using System.Globalization;
using CoopGrains.Grains;
using CoopGrains.Hosting.Cluster;
using CoopGrains.Hosting.Identities;
using CoopGrains.Hosting.KeyRing;
using Microsoft.Extensions.Configuration;

namespace CoopGrains.Hosting;

/// <summary>How a process is set up; section <c>Coop</c> of the configuration (<c>Coop__Data=…</c> in the environment).</summary>
public sealed class CoopOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Coop";

    private const int UsualDrainSeconds = 5;
    private const int LongestDrainSeconds = 300;
    private const int LongestAnswerSeconds = 25;

    /// <summary>Folder of this process alone: its lock, its anchor, and on SQLite the store.</summary>
    public string Data { get; set; } = ".data";

    /// <summary>The PostgreSQL database of the store, as Npgsql has it; any number of processes may share it.</summary>
    /// <remarks>Empty: SQLite in <see cref="Data"/>, and no other process writes. Never repeated in a message: it may hold a password.</remarks>
    public string Database { get; set; } = "";

    /// <summary>
    /// Folder of what all processes of a site share: the development key, and what the ring of keys is encrypted with. Empty: <see cref="Data"/>.
    /// </summary>
    public string Keys { get; set; } = "";

    /// <summary>Seconds between "not ready" and the end of listening; not set: 5, in development 0.</summary>
    public int? DrainSeconds { get; set; }

    /// <summary>Development only: the civil date (UTC+7) that the clock starts at; time runs on from there.</summary>
    public string? Clock { get; set; }

    /// <summary>Seconds after which a request has an answer, if only 503; after three quarters of them nothing is committed.</summary>
    public int AnswerSeconds { get; set; } = 20;

    /// <summary>Commands that share one commit at most: 0 is as many as wait, 1 is what benchmarks compare with.</summary>
    public int CommandsPerCommit { get; set; }

    /// <summary>Minutes without a request after which an activation leaves memory.</summary>
    public int CollectAfterMinutes { get; set; } = 15;

    /// <summary>Requests a second that a user may keep up, twice as many at once; 0 is no bound.</summary>
    public int UserRequestsPerSecond { get; set; } = 200;

    /// <summary>The same for all users of an agency together.</summary>
    public int AgencyRequestsPerSecond { get; set; } = 1_000;

    /// <summary>The names that this site is asked by, with commas between; empty: any. Probes are answered whatever they call it.</summary>
    public string Hosts { get; set; } = "";

    /// <summary>True when anybody may read, without a token, what open books name a source for: under <c>/v1/public</c>.</summary>
    public bool PublicReads { get; set; }

    /// <summary>Streams of changes that a user may have open at a time; 0 is no bound, also for agencies.</summary>
    public int UserStreams { get; set; } = 4;

    /// <summary>The same for all users of an agency together.</summary>
    public int AgencyStreams { get; set; } = 100;

    /// <summary>The cluster that this process belongs to, if any.</summary>
    public ClusterSettings Cluster { get; set; } = new();

    /// <summary>Who tells this site who people are.</summary>
    public IdentitySettings Identity { get; set; } = new();

    /// <summary>What the site's keys are encrypted with.</summary>
    public KeyRingSettings KeyRing { get; set; } = new();

    /// <summary>The store's file; on PostgreSQL only its anchor is there.</summary>
    public string StorePath => Path.Combine(Data, IsShared ? "database" : "coop.db");

    /// <summary>True when other processes may write the same store.</summary>
    public bool IsShared => Database.Length > 0;

    /// <summary>Where the shared keys are.</summary>
    public string KeysFolder => Keys.Length > 0 ? Keys : Data;

    /// <summary>How long requests are taken after readiness is gone.</summary>
    public TimeSpan DrainTime => TimeSpan.FromSeconds(DrainSeconds ?? 0);

    /// <summary>Within what a request has an answer.</summary>
    public TimeSpan AnswerTime => TimeSpan.FromSeconds(AnswerSeconds);

    /// <summary>The options of a configuration; a wrong value is refused by its key.</summary>
    public static CoopOptions Read(IConfiguration configuration, bool isDevelopment)
    {
        var options = configuration.GetSection(Section).Get<CoopOptions>() ?? new();
        if (string.IsNullOrWhiteSpace(options.Data))
            throw Wrong(nameof(Data), "is empty", "name a folder that this process may write to");
        StoreAddress.Check(options.Database);
        options.DrainSeconds ??= isDevelopment ? 0 : UsualDrainSeconds;
        if (options.DrainSeconds is < 0 or > LongestDrainSeconds)
            throw Wrong(nameof(DrainSeconds), "is no such time", $"give 0 to {LongestDrainSeconds}");
        // A call of a grain gives up after 30 s; the request must be over by then.
        if (options.AnswerSeconds is < 1 or > LongestAnswerSeconds)
            throw Wrong(nameof(AnswerSeconds), "is no such time", $"give 1 to {LongestAnswerSeconds}");
        if (options.CommandsPerCommit < 0)
            throw Wrong(nameof(CommandsPerCommit), "is negative", "give 0 (no bound) or a count");
        if (options.CollectAfterMinutes < 1)
            throw Wrong(nameof(CollectAfterMinutes), "is below 1", "give whole minutes");
        if (options.UserRequestsPerSecond < 0)
            throw Wrong(nameof(UserRequestsPerSecond), "is negative", "give 0 (no bound) or a count");
        if (options.AgencyRequestsPerSecond < Math.Max(1, options.UserRequestsPerSecond))
            throw Wrong(nameof(AgencyRequestsPerSecond), "is below a user's rate", "give at least as many as a user may have");
        if (options.UserStreams < 0)
            throw Wrong(nameof(UserStreams), "is negative", "give 0 (no bound) or a count");
        if (options.AgencyStreams < Math.Max(1, options.UserStreams))
            throw Wrong(nameof(AgencyStreams), "is below what a user may have", "give at least as many");
        if (options.Clock is not null && !isDevelopment)
            throw Wrong(nameof(Clock), "is set outside Development", "remove it: a production site runs on the true time");
        _ = options.ClockDate;
        options.KeyRing = KeyRingSettings.Read(configuration);
        options.Identity = IdentitySettings.Read(configuration, isDevelopment);
        options.Cluster = ClusterSettings.Read(configuration, options, isDevelopment);
        return options;
    }

    /// <summary>The development clock's date, or null.</summary>
    public DateOnly? ClockDate => Clock is null ? null
        : DateOnly.TryParseExact(Clock, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw Wrong(nameof(Clock), $"is \"{Clock}\"", "give a date such as 2026-11-21");

    internal BookOptions Books => CommandsPerCommit == 0 ? new() : new() { CommandsPerWrite = CommandsPerCommit };

    internal static InvalidOperationException Wrong(string key, string what, string todo) => new($"Configuration {Section}:{key} {what}: {todo}.");
}
