"""The safety index: its years, what each is made of, its versions, and how another choice would look."""
