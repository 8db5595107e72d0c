using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace CoopGrains.Cli.Backups;

/// <summary>Runs the programs that come with PostgreSQL. A password goes by the environment, where no list of processes shows it.</summary>
internal sealed class PostgresTools(string? folder)
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>The first bytes of what <c>pg_dump --format=custom</c> writes.</summary>
    public static bool IsDump(string file)
    {
        using var stream = File.OpenRead(file);
        var first = new byte[5];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.AsSpan().SequenceEqual("PGDMP"u8);
    }

    /// <summary>Writes a database into a file, as it stands at one moment; the site may run meanwhile.</summary>
    public Task DumpAsync(string database, string file, CancellationToken ct) =>
        RunAsync("pg_dump", database, ["--format=custom", "--no-owner", $"--file={file}"], ct);

    /// <summary>Loads a file into a database, all of it or nothing.</summary>
    public Task RestoreAsync(string database, string file, CancellationToken ct) =>
        RunAsync("pg_restore", database, ["--single-transaction", "--exit-on-error", "--no-owner", $"--dbname={NameOf(database)}", file], ct);

    private async Task RunAsync(string program, string database, string[] arguments, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(PathOf(program), arguments) { RedirectStandardError = true };
        // As libpq reads them, whatever the program.
        foreach (var (name, value) in new[]
        {
            ("PGHOST", settings.Host), ("PGPORT", $"{settings.Port}"), ("PGDATABASE", settings.Database),
            ("PGUSER", settings.Username), ("PGPASSWORD", settings.Password), ("PGPASSFILE", settings.Passfile),
        })
            if (!string.IsNullOrEmpty(value))
                start.Environment[name] = value;
        if (settings.SslMode != SslMode.Prefer)
            start.Environment["PGSSLMODE"] = ModeOf(settings.SslMode);
        if (settings.RootCertificate is { Length: > 0 } root)
            start.Environment["PGSSLROOTCERT"] = root;
        using var process = Started(start, program);
        try
        {
            var said = await process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
                throw new Failure($"{program} failed: {said.Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Started(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new Failure($"{program} cannot be started ({missing.Message}): install PostgreSQL's client programs, or name their folder "
                + "with --tools");
        }
    }

    // Debian keeps them beside the path, a folder for each version; the newest reads all older servers.
    private string PathOf(string program) => folder is not null
        ? Path.Combine(folder, program)
        : (Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [])
            .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin", program)).FirstOrDefault(File.Exists) ?? program;

    private static string NameOf(string database) => new NpgsqlConnectionStringBuilder(database).Database!;

    private static string ModeOf(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
