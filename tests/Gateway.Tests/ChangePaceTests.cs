using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CoopGrains.Gateway.Changes;
using Gateway.Tests.Kit;
using TestKit;

namespace Gateway.Tests;

/// <summary>Streams of readers that hear nothing for long, that take nothing, and whose site stops.</summary>
public sealed class ChangePaceTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private readonly Site _site;

    public ChangePaceTests() => _site = new(_clock);

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Silence_is_broken_every_fifteen_seconds_by_a_comment_with_a_fresh_id()
    {
        using var stream = await _site.StreamAsync(People.Recorder);
        for (var i = 0; i < 3; i++)
        {
            var before = stream.LastId;
            _clock.Advance(ChangeStream.Silence - ChangeFanOut.Beat);
            _clock.Advance(TimeSpan.FromSeconds(1));
            var sent = await stream.NextAsync();
            Assert.StartsWith(":\nid: ", sent!.Text, StringComparison.Ordinal);
            Assert.True(sent.IsEmpty);
            Assert.NotEqual(before, stream.LastId);
        }
        var id = stream.LastId;
        var program = await _site.NewProgramAsync();
        using var again = await _site.StreamAsync(People.Recorder, lastId: id);
        Assert.Equal($"program/{program}@1", (await again.NextEventAsync()).Version);
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_is_cut_with_a_word_and_misses_nothing_when_it_comes_again()
    {
        var program = await _site.NewProgramAsync();
        using var slow = await SlowAsync("/v1/changes?kind=entryReported");
        var text = new string('ບ', 4_000);
        var body = $$"""{"amount":{"value":"1","unit":"person"},"occurred":{"from":"2025-01","to":"2025-12"},"meaning":"{{text}}"}""";
        var written = 0;
        // More than what the reader's and the sender's systems keep, and what waits here.
        while (written < 1_000)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (await _site.As(People.Recorder).PostAsync(
                $"/v1/programs/{program}/commitments/students/entries", body)).MustBe(201)));
            written += 50;
            _clock.Advance(ChangeFanOut.Beat);
        }
        var (sequences, lastId, end) = await TakenAsync(slow);
        Assert.Equal("streamTooSlow", end);
        Assert.InRange(sequences.Count, 1, written - 1);

        using var again = await _site.StreamAsync(People.Recorder, "?kind=entryReported", lastId);
        while (sequences.Count < written)
            sequences.Add((await again.NextEventAsync()).Json.GetProperty("sequence").GetInt64());
        Assert.Equal(Enumerable.Range(3, written).Select(n => (long)n), sequences);
    }

    // A reader with as small a window as there is, which sends its request and then looks away. HTTP/1.0 knows no chunks.
    private async Task<Socket> SlowAsync(string path)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 };
        await socket.ConnectAsync(_site.Address.Host, _site.Address.Port);
        var token = _site.Key.Issue(People.Recorder, TimeProvider.System.GetUtcNow());
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"));
        var first = new byte[1];
        Assert.Equal(1, await socket.ReceiveAsync(first));
        return socket;
    }

    private static async Task<(List<long> Sequences, string LastId, string? End)> TakenAsync(Socket socket)
    {
        using var lines = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
        var (sequences, id, sentId, end) = (new List<long>(), "", "", (string?)null);
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            var data = JsonElement.Parse(line[6..]);
            if (data.TryGetProperty("sequence", out var sequence))
                (sentId, sequences) = (id, [.. sequences, sequence.GetInt64()]);
            else
                end = data.GetProperty("code").GetString();
        }
        return (sequences, sentId, end);
    }
}
