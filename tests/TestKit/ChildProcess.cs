using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TestKit;

/// <summary>A process under test, started as <c>dotnet assembly.dll …</c>, its output kept for waits and for failure messages.</summary>
/// <remarks>Disposing kills it if it still runs.</remarks>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;

    // Below those that Linux gives to outgoing connections.
    private const int FirstPort = 15_000;
    private const int LastPort = 32_000;

    private static int _ports;

    private readonly Process _process;
    private readonly ProcessOutput _output = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything written to both streams so far.</summary>
    public string Output => _output.ToString();

    /// <summary>A loopback port that was free a moment ago, and another one each time.</summary>
    /// <remarks>
    /// None of those that the system gives to outgoing connections: while a process is started anew, one of these may be anybody's.
    /// Another test run may still take it first: a start that fails for that may be repeated.
    /// </remarks>
    public static int FreePort()
    {
        while (true)
        {
            // Test runs beside each other begin at different places.
            var next = (uint)(Environment.ProcessId * 97) + (uint)Interlocked.Increment(ref _ports);
            var port = FirstPort + (int)(next % (LastPort - FirstPort));
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one.
            }
        }
    }

    /// <summary>Starts an assembly with arguments; the environment is this process's own with <paramref name="environment"/> laid over it.</summary>
    /// <remarks>On normal exit of the test run every child that is still alive is killed, disposed or not.</remarks>
    public static ChildProcess Start(
        string assembly, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        StartProgram("dotnet", [assembly, .. arguments ?? []], environment);

    /// <summary>The same with another program, such as a script.</summary>
    public static ChildProcess StartProgram(
        string program, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments ?? []) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;

        var child = new ChildProcess(new Process { StartInfo = start });
        child.Begin();
        return child;
    }

    private void Begin()
    {
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
        _process.Start();
        AppDomain.CurrentDomain.ProcessExit += KillOnExit;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until a line of output contains <paramref name="text"/> and returns that line; earlier lines count too.</summary>
    /// <exception cref="InvalidOperationException">The process ended first, or the time was over; the message holds its output.</exception>
    public async Task<string> WaitForLineAsync(string text, TimeSpan? within = null)
    {
        var found = _output.WhenContains(text);
        var ended = _process.WaitForExitAsync();
        await Task.WhenAny(found, ended, Task.Delay(within ?? Until.Patience));
        // The last lines may still be on their way when the exit is seen; WaitForExitAsync returns after they are read.
        return found.IsCompletedSuccessfully ? await found : throw Failure($"did not print '{text}'");
    }

    /// <summary>Waits until GET <paramref name="address"/> answers with a success status.</summary>
    /// <exception cref="InvalidOperationException">The process ended first, or the time was over; the message holds its output.</exception>
    public Task WaitUntilReadyAsync(Uri address, TimeSpan? within = null) =>
        ProcessWaits.UntilSuccessAsync(address, HasEndedAsync, Failure, within ?? Until.Patience);

    /// <summary>Asks the process to stop, as an operator does (SIGTERM), and returns its exit code.</summary>
    /// <exception cref="InvalidOperationException">It did not stop in time.</exception>
    public async Task<int> StopAsync(TimeSpan? within = null)
    {
        AskToStop();
        return await ExitAsync(within);
    }

    /// <summary>Freezes the process where it stands (SIGSTOP): its connections stay open, and nobody answers.</summary>
    public void Pause() => Send(SigStop);

    /// <summary>Lets a frozen process go on (SIGCONT).</summary>
    public void Resume() => Send(SigCont);

    /// <summary>Asks the process to stop and does not wait for it.</summary>
    public void AskToStop() => Send(SigTerm);

    /// <summary>Ends the process as a power cut does (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!HasExited) _process.Kill();
        await ExitAsync();
    }

    /// <summary>Waits a moment for its end; false while it runs.</summary>
    public bool EndsWithin(TimeSpan moment) => _process.WaitForExit(moment);

    /// <summary>Waits for the process to end by itself and returns its exit code.</summary>
    /// <exception cref="InvalidOperationException">It did not end in time.</exception>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Until.Patience);
        try { await _process.WaitForExitAsync(deadline.Token); }
        catch (OperationCanceledException) { throw Failure("did not end"); }
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillOnExit;
        if (!HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // An end is seen before its last words are read.
    private async Task<bool> HasEndedAsync()
    {
        if (!HasExited) return false;
        await _process.WaitForExitAsync();
        return true;
    }

    private void Send(int signal)
    {
        if (!HasExited && SendSignal(Id, signal) != 0 && !HasExited) throw Failure($"could not be sent signal {signal}");
    }

    private void KillOnExit(object? sender, EventArgs args)
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    private InvalidOperationException Failure(string what)
    {
        var state = HasExited ? $"ended with code {_process.ExitCode}" : "still runs";
        return new InvalidOperationException($"Process {Id} {what}; it {state}. Its output:\n{Output}");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}
