using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Applies the numbered SQL files of this build, each once, and records them.</summary>
internal static class Migrations
{
    private const string Folder = ".Sqlite.Migrations.";

    internal static void Apply(SqliteConnection connection, TimeProvider clock)
    {
        // The write lock is taken before looking, so that of two starters one waits and then finds the work done.
        using var transaction = connection.BeginTransaction(deferred: false);
        SqliteConnections.Execute(connection, """
            CREATE TABLE IF NOT EXISTS schema_migration (
              number INTEGER NOT NULL PRIMARY KEY,
              name TEXT NOT NULL,
              applied_at INTEGER NOT NULL
            ) STRICT
            """);
        var applied = Newest(connection);
        var known = All();
        RefuseNewer(connection.DataSource, applied, known[^1].Number);
        foreach (var migration in known.Where(m => m.Number > applied))
        {
            SqliteConnections.Execute(connection, migration.Sql);
            using var record = new Statement(connection, "INSERT INTO schema_migration VALUES (?, ?, ?)");
            record.Bind(1, migration.Number).Bind(2, migration.Name).Bind(3, RecordedTime.ToMicroseconds(clock.GetUtcNow())).Run();
        }

        transaction.Commit();
    }

    /// <summary>For readers, which change nothing.</summary>
    internal static void RefuseUnlessKnown(SqliteConnection connection) =>
        RefuseNewer(connection.DataSource, Newest(connection), All()[^1].Number);

    private static void RefuseNewer(string path, long applied, long newest)
    {
        if (applied > newest)
        {
            throw new StoreRefusedException(StoreRefusal.NewerSchema,
                $"{path} has schema {applied}, this build knows up to {newest}: use the newer build, or restore a backup from before it.");
        }
    }

    private static long Newest(SqliteConnection connection)
    {
        using var newest = new Statement(connection, "SELECT coalesce(max(number), 0) FROM schema_migration");
        newest.Step();
        var number = newest.Long(0);
        newest.Reset();
        return number;
    }

    private static Migration[] All()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.Contains(Folder, StringComparison.Ordinal))
                .Select(name => Read(assembly, name))
                .OrderBy(migration => migration.Number),
        ];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var name = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(long.Parse(name.Split('_')[0], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }

    private sealed record Migration(long Number, string Name, string Sql);
}
