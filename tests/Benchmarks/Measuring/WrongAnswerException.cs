namespace Benchmarks.Measuring;

/// <summary>A system under test answered wrongly, or its sums are wrong: nothing that was measured counts.</summary>
internal class WrongAnswerException(string message) : Exception(message)
{
    public static void ThrowIf(bool wrong, string message)
    {
        if (wrong)
            throw new WrongAnswerException(message);
    }
}
