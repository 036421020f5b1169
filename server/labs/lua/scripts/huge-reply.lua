-- Whoever asks has to hold it.
return string.rep('x', 1000000)
