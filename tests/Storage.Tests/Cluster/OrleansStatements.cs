using System.Data;
using CoopGrains.Storage;
using CoopGrains.Storage.Cluster;
using Npgsql;

namespace Storage.Tests.Cluster;

/// <summary>Asks the statements as AdoNetGrainStorage of Orleans 10 does: named parameters of these types, results by column name.</summary>
internal sealed class OrleansStatements(NpgsqlConnection connection, BookPayload payloads)
{
    /// <summary>What AdoNetGrainStorage binds to every statement, in its order. Frozen: Orleans' names, not ours.</summary>
    public static readonly string[] OfEach =
        ["GrainIdHash", "GrainIdN0", "GrainIdN1", "GrainTypeHash", "GrainTypeString", "GrainIdExtensionString", "ServiceId"];

    /// <summary>What it binds besides.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Parameters = new Dictionary<string, string[]>
    {
        ["ReadFromStorageKey"] = OfEach,
        ["WriteToStorageKey"] = [.. OfEach, "GrainStateVersion", "PayloadBinary"],
        ["ClearStorageKey"] = [.. OfEach, "GrainStateVersion"],
        ["DeleteStorageKey"] = [.. OfEach, "GrainStateVersion"],
    };

    public static async Task<IReadOnlyDictionary<string, string>> TextsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT QueryKey, QueryText FROM OrleansQuery WHERE QueryKey = 'WriteToStorageKey' OR QueryKey = 'ReadFromStorageKey' "
            + "OR QueryKey = 'ClearStorageKey' OR QueryKey = 'DeleteStorageKey'",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new Dictionary<string, string>();
        while (await reader.ReadAsync())
            texts.Add((string)reader["QueryKey"], (string)reader["QueryText"]);
        return texts;
    }

    /// <summary>The book, its ETag, and whether there is one.</summary>
    public async Task<(StoredBook? Book, int? Version)> ReadAsync(string key)
    {
        await using var command = await CommandAsync("ReadFromStorageKey", key, "program", null, null);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var (payload, version) = ((byte[])reader["PayloadBinary"], reader["Version"]);
        Assert.False(await reader.ReadAsync());
        return (payloads.Read(payload), version is DBNull ? null : Convert.ToInt32(version));
    }

    /// <summary>The new version, or the expected one for a conflict.</summary>
    public async Task<int?> WriteAsync(BookCommit commit)
    {
        Assert.Null(BookPayload.Reason(commit));
        var payload = payloads.Write(commit.Restricted, commit.Deadline, commit.Events, commit.Snapshot);
        await using var command = await CommandAsync(
            "WriteToStorageKey", commit.BookKey, commit.Kind, commit.ExpectedVersion == 0 ? null : (int)commit.ExpectedVersion, payload);
        return await AnswerAsync(command);
    }

    public async Task<int?> ClearAsync(string statement, string key, int version)
    {
        await using var command = await CommandAsync(statement, key, "program", version, null);
        return await AnswerAsync(command);
    }

    private static async Task<int?> AnswerAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var version = reader["NewGrainStateVersion"];
        return version is DBNull ? null : Convert.ToInt32(version);
    }

    private async Task<NpgsqlCommand> CommandAsync(string statement, string key, string kind, int? version, byte[]? payload)
    {
        var command = new NpgsqlCommand((await TextsAsync(connection))[statement], connection);
        foreach (var name in Parameters[statement])
        {
            (object? value, var type) = name switch
            {
                "GrainIdHash" or "GrainTypeHash" => ((object?)17, DbType.Int32),
                "GrainIdN0" or "GrainIdN1" => (0L, DbType.Int64),
                "GrainTypeString" => (kind, DbType.String),
                "GrainIdExtensionString" => (key, DbType.String),
                "ServiceId" => ("coopgrains", DbType.String),
                "GrainStateVersion" => (version, DbType.Int32),
                _ => (payload, DbType.Binary),
            };
            command.Parameters.Add(new NpgsqlParameter { ParameterName = name, Value = value ?? DBNull.Value, DbType = type });
        }

        return command;
    }
}
