using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Tests.Validation;

[Trait("Parity", "D12")]
public sealed class IdentifiersTests
{
    [Theory]
    [InlineData("tv")]
    [InlineData("ITEM-00000001")]
    [InlineData("a b")]
    [InlineData("it's")]
    [InlineData("50%")]
    [InlineData("a+b")]
    [InlineData("naïve 漢")]
    [InlineData("...")]
    [InlineData("gift 🎁")]
    [InlineData("👩‍🚀")]
    public void IsValid_UsableId_Holds(string id) => Assert.Null(Identifiers.Check("itemId", id));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    [InlineData("a%2Fb")]
    [InlineData("a%2fb")]
    [InlineData(".")]
    [InlineData("..")]
    public void IsValid_IdThatNoKeyOrAddressCanHold_Fails(string? id) => Assert.Equal("itemId", Identifiers.Check("itemId", id)?.Field);

    [Fact]
    public void IsValid_HalfOfASurrogatePair_FailsAndTheRuleSaysSo() => Assert.All(
        ["a\ud83d", "\ud83db", "\udf81", "\udf81\ud83c", "\ud83c\ud83c\udf81"],
        id => Assert.Contains("surrogate", Identifiers.Check("itemId", id)?.Rule, StringComparison.Ordinal));

    [Fact]
    public void IsValid_Length_IsLimited()
    {
        Assert.True(Identifiers.IsValid(new string('x', Identifiers.MaxLength)));
        Assert.False(Identifiers.IsValid(new string('x', Identifiers.MaxLength + 1)));
    }
}
