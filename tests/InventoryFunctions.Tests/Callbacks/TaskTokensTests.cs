using InventoryFunctions.Callbacks;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Callbacks;

[Trait("Parity", "D6")]
public sealed class TaskTokensTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly string _key = TestTokens.NewKey();

    private TaskToken Token => new()
    {
        Instance = "CreatePurchaseOrder_1",
        Event = "Decided",
        Purpose = "decision",
        ExpiresAt = _clock.GetUtcNow().AddDays(30),
        Audience = "administrator",
    };

    [Fact]
    public void Read_OfWhatWasSigned_IsTheToken()
    {
        TaskTokens tokens = TestTokens.With(_clock, _key);

        string text = tokens.Sign(Token);

        Assert.Equal(new TaskTokenReading.Valid(Token), tokens.Read(text, "decision"));
        Assert.Matches("^v1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", text);
    }

    [Fact]
    public void Read_WithAnyCharacterChangedLeftOutOrAdded_IsForged()
    {
        TaskTokens tokens = TestTokens.With(_clock, _key);
        string text = tokens.Sign(Token);

        for (int i = 0; i < text.Length; i++)
        {
            char other = text[i] == 'A' ? 'B' : 'A';
            AssertForged(tokens, $"{text[..i]}{other}{text[(i + 1)..]}");
            AssertForged(tokens, text.Remove(i, 1));
            AssertForged(tokens, text.Insert(i, "A"));
        }

        AssertForged(tokens, text + "A");
        AssertForged(tokens, text + "=");
    }

    [Fact]
    public void Read_OfPartsOfTwoTokens_IsForged()
    {
        TaskTokens tokens = TestTokens.With(_clock, _key);
        string[] one = tokens.Sign(Token).Split('.');
        string[] other = tokens.Sign(Token with { Instance = "CreatePurchaseOrder_2" }).Split('.');

        AssertForged(tokens, $"v1.{one[1]}.{other[2]}");
        AssertForged(tokens, $"v1.{other[1]}.{one[2]}");
        AssertForged(tokens, $"v1.{one[1]}.");
        AssertForged(tokens, $"v1..{one[2]}");
        AssertForged(tokens, $"v2.{one[1]}.{one[2]}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("v1.")]
    [InlineData("v1..")]
    [InlineData("v1.e30.")]
    [InlineData("v1.{}.ü")]
    public void Read_OfNonsense_IsForged(string? text) => AssertForged(TestTokens.With(_clock, _key), text);

    [Fact]
    public void Read_OfATextWithoutEnd_IsForged() => AssertForged(TestTokens.With(_clock, _key), "v1." + new string('A', 1_000_000));

    [Fact]
    public void Read_ForAnotherPurpose_IsForged()
    {
        TaskTokens tokens = TestTokens.With(_clock, _key);

        Assert.IsType<TaskTokenReading.Forged>(tokens.Read(tokens.Sign(Token), "task"));
    }

    [Fact]
    public void Read_AtItsEndAndAfter_IsExpired()
    {
        TaskTokens tokens = TestTokens.With(_clock, _key);
        TaskToken token = Token;
        string text = tokens.Sign(token);

        _clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1));
        Assert.IsType<TaskTokenReading.Valid>(tokens.Read(text, "decision"));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new TaskTokenReading.Expired(token), tokens.Read(text, "decision"));
    }

    [Fact]
    public void Read_AfterTheKeyChanged_AcceptsThePreviousOneAndNoOlder()
    {
        string second = TestTokens.NewKey();
        string text = TestTokens.With(_clock, _key).Sign(Token);

        Assert.IsType<TaskTokenReading.Valid>(TestTokens.With(_clock, second, previous: _key).Read(text, "decision"));
        AssertForged(TestTokens.With(_clock, second), text);
        AssertForged(TestTokens.With(_clock, TestTokens.NewKey(), previous: second), text);
    }

    [Fact]
    public void Sign_OfMoreThanAnAddressBears_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TestTokens.With(_clock, _key).Sign(Token with { Event = new string('x', TaskTokens.MaxLength) }));

    private static void AssertForged(TaskTokens tokens, string? text) => Assert.IsType<TaskTokenReading.Forged>(tokens.Read(text, "decision"));
}
