namespace Benchmarks.Measuring;

/// <summary>The other side closed a connection before its reply was whole.</summary>
internal sealed class ConnectionClosedException() : WrongAnswerException("the connection was closed before the reply was whole");
