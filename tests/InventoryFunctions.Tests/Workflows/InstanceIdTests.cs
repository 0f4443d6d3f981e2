using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Workflows;

namespace InventoryFunctions.Tests.Workflows;

public sealed class InstanceIdTests
{
    private static readonly string Longest = new('x', Identifiers.MaxLength);

    [Theory]
    [InlineData("Order", "o1", "Order_o1")]
    [InlineData("Order", "BANK CHARGES (2)", "Order_BANK CHARGES (2)")]
    [InlineData("Order", "o~1_@", "Order_o~1_@")]
    public void Of_WhatFits_CanBeRead(string prefix, string id, string expected) => Assert.Equal(expected, InstanceId.Of(prefix, id));

    [Fact]
    public void Of_SeveralIds_AreJoined() => Assert.Equal("Check_Inventory_Level_c1_tv_2", InstanceId.Of("Check_Inventory_Level", "c1", "tv_2"));

    [Fact]
    public void Of_AHundredCharacters_CanBeReadAndOneMoreIsHashed()
    {
        Assert.Equal($"Order_{new string('x', 94)}", InstanceId.Of("Order", new string('x', 94)));
        Assert.Matches("^Order_x{29}~[0-9a-f]{64}$", InstanceId.Of("Order", new string('x', 95)));
    }

    [Theory]
    [InlineData("Löwe", "^Order_Lwe~[0-9a-f]{64}$")]
    [InlineData("獅子", "^Order_~[0-9a-f]{64}$")]
    [InlineData("a/b\\c#d?e\n", "^Order_abcde~[0-9a-f]{64}$")]
    public void Of_OtherCharacters_IsHashedBehindWhatCanBeRead(string id, string expected) => Assert.Matches(expected, InstanceId.Of("Order", id));

    [Fact]
    public void Of_IdsThatDifferAnywhere_AreDifferent()
    {
        string hashed = InstanceId.Of("Order", Longest);
        string[][] ids =
        [
            ["ä"], ["ö"], ["Ä"], [Longest], [Longest[1..]], [Longest[1..] + "y"], [hashed["Order_".Length..]],
            ["a_b", "c"], ["a", "b_c"], ["a_b_c", ""], [Longest, "a"], [Longest + "a"],
        ];

        string[] made = [.. ids.Select(some => InstanceId.Of("Order", some))];

        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.All(made, id => Assert.InRange(id.Length, 1, InstanceId.MaxLength));
        Assert.All(made, id => Assert.Matches("^[ -~]+$", id));
    }

    [Fact]
    public void Of_TheLongestPrefix_FitsAndALongerOneIsRefused()
    {
        Assert.Equal(InstanceId.MaxLength, InstanceId.Of(new string('P', InstanceId.MaxPrefixLength), Longest).Length);
        Assert.Throws<ArgumentException>(() => InstanceId.Of(new string('P', InstanceId.MaxPrefixLength + 1), "a"));
        Assert.Throws<ArgumentException>(() => InstanceId.Of("Order"));
        Assert.Throws<ArgumentException>(() => InstanceId.Of("@Order", "a"));
    }
}
