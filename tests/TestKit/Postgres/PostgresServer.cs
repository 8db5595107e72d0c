using System.Globalization;
using CoopGrains.Storage.Postgres;
using Npgsql;

namespace TestKit;

/// <summary>A PostgreSQL server of its own in a temporary folder, on a free loopback port; gone with the process that started it.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> OfThisProcess = new(() => new PostgresServer());

    private readonly TempFolder _folder = new();
    private readonly System.Diagnostics.Process _keeper;
    private readonly string _data;
    private int _databases;

    /// <summary>Starts one. Its settings are the server's own, durable ones.</summary>
    public PostgresServer()
        : this(Make, [])
    {
    }

    private PostgresServer(Action<string> make, string[] settings)
    {
        _data = _folder.PathOf("data");
        Port = ChildProcess.FreePort();
        PostgresPrograms.HandOver(_folder.Path);
        make(_data);
        File.AppendAllText(System.IO.Path.Combine(_data, "postgresql.conf"), $"""

            listen_addresses = '127.0.0.1'
            port = {Port}
            unix_socket_directories = '{_folder.Path}'
            max_connections = 200
            shared_buffers = 64MB
            {string.Join('\n', settings)}

            """);
        _keeper = PostgresPrograms.AtEndOfThisProcess(
            $"{PostgresPrograms.Folder}/pg_ctl -s -D {_data} -m immediate stop; rm -rf {_folder.Path}");
        Start();
    }

    /// <summary>One that keeps its log of changes in a folder, so that it can be had back as of any moment.</summary>
    public static PostgresServer Archiving(string folder)
    {
        PostgresPrograms.HandOver(folder);
        return new(Make, ["archive_mode = on", $"archive_command = 'test ! -f {folder}/%f && cp %p {folder}/%f'"]);
    }

    /// <summary>Saves the whole server beside its archive, while it runs.</summary>
    public void BaseBackup(string folder) => PostgresPrograms.Run(
        "pg_basebackup", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-D", $"{folder}/base", "-c", "fast", "-X", "none");

    /// <summary>Another server: what was saved in a folder, with what was archived there since, up to a moment.</summary>
    /// <param name="folder">As above.</param>
    /// <param name="moment">As PostgreSQL writes it.</param>
    public static async Task<PostgresServer> RecoveredAsync(string folder, string moment)
    {
        var server = new PostgresServer(
            data =>
            {
                Directory.Move($"{folder}/base", data);
                File.WriteAllText(System.IO.Path.Combine(data, "recovery.signal"), "");
                PostgresPrograms.HandOver(data);
            },
            [
                $"restore_command = 'cp {folder}/%f %p'", $"recovery_target_time = '{moment}'", "recovery_target_action = promote",
                "archive_mode = off", "hot_standby = off",
            ]);
        await Until.TrueAsync(server.IsOpenAsync, "the server never came to the moment");
        return server;
    }

    /// <summary>The one that tests of this process share, each with a database of its own. Nobody stops it.</summary>
    public static PostgresServer Shared => OfThisProcess.Value;

    /// <summary>The folder of PostgreSQL's own programs.</summary>
    public static string Programs => PostgresPrograms.Folder;

    public int Port { get; }

    /// <summary>The process that the server's others are children of.</summary>
    public int ProcessId =>
        int.Parse(File.ReadLines(System.IO.Path.Combine(_data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public void Start() => PostgresPrograms.Run("pg_ctl", "-D", _data, "-l", _folder.PathOf("log"), "-w", "start");

    /// <summary>As a crash does: no session ends in order, the log is replayed at the next start.</summary>
    public void StopImmediately() => PostgresPrograms.Run("pg_ctl", "-D", _data, "-m", "immediate", "-w", "stop");

    /// <summary>Runs PostgreSQL's own benchmark against a database of this server and gives what it says.</summary>
    public string Pgbench(string database, params string[] arguments) =>
        PostgresPrograms.Run("pgbench", ["-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", .. arguments, database]);

    /// <summary>Begins to dump a database as SQL; it goes on as far as its output is read.</summary>
    public System.Diagnostics.Process BeginDump(string database) =>
        PostgresPrograms.Start("pg_dump", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", database);

    /// <summary>A new database from a dump.</summary>
    public async Task<PostgresSite> RestoreAsync(string dump)
    {
        var site = await CreateEmptyAsync();
        var file = _folder.PathOf(site.Database + ".sql");
        await File.WriteAllTextAsync(file, dump);
        PostgresPrograms.Run(
            "psql", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-o", "/dev/null", "-f", file, site.Database);
        return site;
    }

    /// <summary>A new database that is the same as another, in which nobody is.</summary>
    public Task<PostgresSite> CopyAsync(PostgresSite original) => CreateEmptyAsync(original.Database);

    /// <summary>A new database, migrated, and nobody in it.</summary>
    public async Task<PostgresSite> CreateAsync()
    {
        var site = await CreateEmptyAsync();
        await PostgresMigrations.ApplyAsync(site.Owner, TimeProvider.System, default);
        return site;
    }

    /// <summary>The same in a folder, which is all of its disk; the log of changes lies where that of the server does.</summary>
    public async Task<PostgresSite> CreateInAsync(string folder)
    {
        PostgresPrograms.HandOver(folder);
        var site = new PostgresSite(Port, $"test_{Interlocked.Increment(ref _databases)}");
        await RunAsync($"CREATE TABLESPACE of_{site.Database} LOCATION '{folder}'");
        await RunAsync($"CREATE DATABASE {site.Database} TEMPLATE template0 ENCODING 'UTF8' TABLESPACE of_{site.Database}");
        await PostgresMigrations.ApplyAsync(site.Owner, TimeProvider.System, default);
        return site;
    }

    /// <summary>A new database without a table.</summary>
    public Task<PostgresSite> CreateEmptyAsync() => CreateEmptyAsync("template0");

    private static void Make(string data) => PostgresPrograms.Run(
        "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");

    private async Task<PostgresSite> CreateEmptyAsync(string template)
    {
        var site = new PostgresSite(Port, $"test_{Interlocked.Increment(ref _databases)}");
        await RunAsync($"CREATE DATABASE {site.Database} TEMPLATE {template} ENCODING 'UTF8'");
        return site;
    }

    private async Task<bool> IsOpenAsync()
    {
        try
        {
            await RunAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new PostgresSite(Port, "postgres").Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
        _folder.Dispose();
    }
}

/// <summary>One database of a server, and how its two users reach it.</summary>
public sealed record PostgresSite(int Port, string Database)
{
    /// <summary>Who owns the tables.</summary>
    public string Owner => As("postgres");

    /// <summary>Who the application signs in as.</summary>
    public string Application => As("coop_app");

    /// <summary>The same database by another way.</summary>
    public PostgresSite Through(int port) => this with { Port = port };

    private string As(string user) =>
        $"Host=127.0.0.1;Port={Port};Database={Database};Username={user};Pooling={(user == "postgres" ? "false" : "true")}";
}
