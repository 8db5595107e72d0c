using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TestKit;

/// <summary>Stands between a client and a server on loopback and cuts one connection at a chosen moment.</summary>
public sealed class CuttingProxy : LoopbackProxy
{
    private readonly int _server;
    private readonly ConcurrentDictionary<TaskCompletionSource, bool> _open = [];
    private Cut? _cut;
    private volatile bool _refusing;

    /// <summary>Forwards to a port of this machine.</summary>
    public CuttingProxy(int server) => _server = server;

    /// <summary>The next message that contains <paramref name="text"/> is not passed on, but cut off. Completes when it is.</summary>
    public Task CutBeforeServerAsync(string text) => Arm(new(text, AfterReply: false, RefuseAfter: false));

    /// <summary>The next message that contains <paramref name="text"/> is passed on, its answer is not: once it has come, all is cut.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="refuseAfter">Whether new connections are refused from then on.</param>
    public Task CutBeforeReplyAsync(string text, bool refuseAfter = false) => Arm(new(text, AfterReply: true, refuseAfter));

    /// <summary>Cuts every client that is connected now; the server is not told, its sessions go on.</summary>
    public void CutClients()
    {
        foreach (var severed in _open.Keys)
            severed.TrySetResult();
    }

    /// <summary>Lets new connections pass again.</summary>
    public void Accept() => _refusing = false;

    private Task Arm(Cut cut)
    {
        _cut = cut;
        return cut.Done.Task;
    }

    protected override async Task ForwardAsync(TcpClient client)
    {
        using var theirs = client;
        if (_refusing) return;
        using var ours = new TcpClient();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var cut = new TaskCompletionSource<Cut>();
        var severed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[severed] = true;
        try
        {
            await ours.ConnectAsync(IPAddress.Loopback, _server, ended.Token);
            (client.NoDelay, ours.NoDelay) = (true, true);
            await Task.WhenAny(
                UpAsync(client.GetStream(), ours.GetStream(), cut, ended.Token),
                DownAsync(ours.GetStream(), client.GetStream(), cut.Task, ended.Token),
                severed.Task);
            client.Close();
            if (severed.Task.IsCompleted)
                await Task.Delay(Timeout.Infinite, ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
        }
        finally
        {
            _open.TryRemove(severed, out _);
            await ended.CancelAsync();
        }
    }

    private async Task UpAsync(NetworkStream from, NetworkStream to, TaskCompletionSource<Cut> cutting, CancellationToken ct)
    {
        var buffer = new byte[1 << 20];
        while (await from.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (_cut is { } cut && buffer.AsSpan(0, read).IndexOf(Encoding.ASCII.GetBytes(cut.Text)) >= 0)
            {
                _cut = null;
                if (!cut.AfterReply)
                {
                    cut.Done.SetResult();
                    return;
                }
                cutting.SetResult(cut);
            }
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    // The answer has come: what was asked is done, and nobody hears of it.
    private async Task DownAsync(NetworkStream from, NetworkStream to, Task<Cut> cutting, CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (cutting.IsCompleted)
            {
                var cut = await cutting;
                _refusing = cut.RefuseAfter;
                cut.Done.SetResult();
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    private sealed record Cut(string Text, bool AfterReply, bool RefuseAfter)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
